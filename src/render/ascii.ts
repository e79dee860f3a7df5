import type { Look } from "./look.ts";
import { asciiSigns } from "./signs.ts";

/** The drawings of the labs' prose, and a language's own name, for a terminal that has only ASCII; other text as it is. */
export function drawable(text: string, { signs }: Pick<Look, "signs">): string {
  return signs === asciiSigns ? text.replace(/[─│┌┐└┘├┤┬┴┼▶◀▲▼…–—‘’“”·]|한국어/g, (sign) => plainSigns[sign] ?? "+") : text;
}

const plainSigns: Readonly<Record<string, string>> = {
  "─": "-",
  "│": "|",
  "▶": ">",
  "◀": "<",
  "▲": "^",
  "▼": "v",
  "…": "...",
  "–": "-",
  "—": "-",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "·": "|",
  한국어: "Korean",
};
