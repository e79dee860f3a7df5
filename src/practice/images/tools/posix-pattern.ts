/** POSIX regular expressions, basic and extended, as JavaScript's. */
import { LinearPattern } from "../machine/linear-pattern.ts";

export type PosixPattern = { readonly status: "valid"; readonly regExp: RegExp } | { readonly status: "invalid"; readonly why: string };

export interface PosixPatternOptions {
  readonly isExtended: boolean;
  readonly isLiteral?: boolean;
  readonly flags?: string;
}

export function compilePosix(pattern: string, { isExtended, isLiteral = false, flags = "" }: PosixPatternOptions): PosixPattern {
  try {
    return { status: "valid", regExp: new LinearPattern(isLiteral ? escapeLiteral(pattern) : translate(pattern, isExtended), `${flags}su`) };
  } catch {
    return { status: "invalid", why: "Invalid regexp" };
  }
}

export function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: "a-zA-Z",
  digit: "0-9",
  alnum: "a-zA-Z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`\\{-~",
  xdigit: "0-9A-Fa-f",
  print: " -~",
  graph: "!-~",
  cntrl: "\\x00-\\x1f\\x7f",
};

const ESCAPES: Readonly<Record<string, string>> = { "<": "\\b", ">": "\\b", n: "\\n", t: "\\t", r: "\\r", "'": "$", "`": "^" };

function translate(pattern: string, isExtended: boolean): string {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? "";
    const isStart = source === "" || /(^|[^\\])(\(|\||\^)$/.test(source);
    if (character === "[") {
      const bracket = translateBracket(pattern, at);
      source += bracket.source;
      at = bracket.end;
    } else if (character === "\\") {
      at += 1;
      const next = pattern[at];
      if (next === undefined) throw new SyntaxError("Trailing backslash");
      if (/[(){}|+?]/.test(next)) source += isExtended ? `\\${next}` : next;
      else if (/[wWsSbB1-9]/.test(next)) source += `\\${next}`;
      else source += ESCAPES[next] ?? escapeLiteral(next);
    } else if (character === "*" && isStart) source += "\\*";
    else if (character === "{" && isExtended && !/^\{\d+(,\d*)?\}/.test(pattern.slice(at))) source += "\\{";
    else if (character === "}" && isExtended) source += /\{\d+(,\d*)?$/.test(source) ? "}" : "\\}";
    else if (/[(){}|+?]/.test(character)) source += isExtended ? character : `\\${character}`;
    else if (character === "^" && !isExtended && !isStart) source += "\\^";
    else if (character === "$" && !isExtended && !/^\$($|\\\)|\\\|)/.test(pattern.slice(at))) source += "\\$";
    else if (/[.*^$]/.test(character)) source += character;
    else source += escapeLiteral(character);
  }
  return source;
}

function translateBracket(pattern: string, start: number): { readonly source: string; readonly end: number } {
  let at = start + 1;
  const isNegated = pattern[at] === "^";
  if (isNegated) at += 1;
  let inner = "";
  for (const first = at; at < pattern.length; at += 1) {
    const character = pattern[at] ?? "";
    if (character === "]" && at > first) return { source: `[${isNegated ? "^" : ""}${inner}]`, end: at };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (named) {
      const members = CLASSES[named[1] ?? ""];
      if (members === undefined) throw new SyntaxError("Unknown character class name");
      inner += members;
      at += named[0].length - 1;
    } else if (character === "\\" && /[nt]/.test(pattern[at + 1] ?? "")) {
      inner += `\\${pattern[at + 1]}`;
      at += 1;
    } else if (character === "-") inner += at === first || pattern[at + 1] === "]" ? "\\-" : "-";
    else inner += character.replace(/[\\^[\]]/, "\\$&");
  }
  throw new SyntaxError("brackets ([ ]) not balanced");
}
