import { LinearPattern } from "../../machine/linear-pattern.ts";

/** Patterns of KEYS and SCAN: * ? [ab] [^a] [a-z], backslash. */
export function globOf(pattern: string): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at]!;
    const close = letter === "[" ? pattern.indexOf("]", at + 1) : -1;
    if (letter === "*") {
      // Many stars in a row mean no more than one, and cost a lot.
      if (pattern[at - 1] !== "*") source += "[^]*";
    } else if (letter === "?") source += "[^]";
    else if (close > 0) {
      source += `[${pattern.slice(at + 1, close).replace(/[\\[]/g, "\\$&")}]`;
      at = close;
    } else {
      if (letter === "\\" && at + 1 < pattern.length) at += 1;
      source += pattern[at]!.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    }
  }
  try {
    return new LinearPattern(`^${source}$`);
  } catch {
    return /^(?!)/;
  }
}
