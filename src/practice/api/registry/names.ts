import { randomInt } from "node:crypto";

/** Letters and digits of generated names: no vowels, nothing that reads as another. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";
const longestBase = 58;

/** As upstream makes a name of metadata.generateName: five characters behind it. */
export function generatedName(base: string): string {
  return `${base.slice(0, longestBase)}${Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("")}`;
}
