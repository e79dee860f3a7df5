import { LinearPattern } from "../machine/linear-pattern.ts";

/** A shell pattern as a regular expression over a whole text; `*`, `?` and `[…]`. Characters after a backslash mean themselves. */
export function patternToRegExp(
  pattern: string,
  anchors: { readonly start: boolean; readonly end: boolean; readonly lazy?: boolean } = { start: true, end: true },
): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? "";
    const closing = character === "[" ? pattern.indexOf("]", at + 2) : -1;
    if (character === "*") source += anchors.lazy ? "[^]*?" : "[^]*";
    else if (character === "?") source += "[^]";
    else if (closing > 0) {
      source += `[${pattern
        .slice(at + 1, closing)
        .replace(/^!/, "^")
        .replaceAll("\\", "\\\\")}]`;
      at = closing;
    } else {
      if (character === "\\") at += 1;
      source += (pattern[at] ?? "\\").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    }
  }
  return new LinearPattern(`${anchors.start ? "^" : ""}${source}${anchors.end ? "$" : ""}`);
}

export function hasPattern(text: string): boolean {
  return /(^|[^\\])[*?[]/.test(text);
}

export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, "\\$&");
}

export function unescapePattern(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}
