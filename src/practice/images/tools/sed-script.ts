/** Reads the scripts of sed: addresses, and the commands s y p d q = a i c n. */
import { compilePosix } from "./posix-pattern.ts";

export type SedAddress = { readonly kind: "line"; readonly line: number } | { readonly kind: "last" } | { readonly kind: "match"; readonly regExp: RegExp };

export interface SedCommand {
  readonly from: SedAddress | undefined;
  readonly to: SedAddress | undefined;
  readonly isNegated: boolean;
  readonly action: SedAction;
}

export type SedAction =
  | {
      readonly kind: "substitute";
      readonly regExp: RegExp;
      readonly replacement: string;
      readonly which: number;
      readonly isGlobal: boolean;
      readonly prints: boolean;
    }
  | { readonly kind: "transliterate"; readonly from: readonly string[]; readonly to: readonly string[] }
  | { readonly kind: "print" | "delete" | "quit" | "number" | "next" }
  | { readonly kind: "append" | "insert" | "change"; readonly text: string };

export type SedScript = { readonly status: "read"; readonly commands: readonly SedCommand[] } | { readonly status: "wrong"; readonly why: string };

export function readSedScript(script: string, isExtended: boolean): SedScript {
  const reading: Reading = { script, at: 0, isExtended };
  const commands: SedCommand[] = [];
  try {
    for (skip(reading, /[\s;]*/y); reading.at < script.length; skip(reading, /[\s;]*/y)) {
      if (skip(reading, /#[^\n]*/y) !== "") continue;
      commands.push(readCommand(reading));
    }
    return { status: "read", commands };
  } catch (error) {
    if (error instanceof SyntaxError) return { status: "wrong", why: error.message };
    throw error;
  }
}

interface Reading {
  readonly script: string;
  at: number;
  readonly isExtended: boolean;
}

const SIMPLE: Readonly<Record<string, "print" | "delete" | "quit" | "number" | "next">> = { p: "print", d: "delete", q: "quit", "=": "number", n: "next" };
const TEXTS: Readonly<Record<string, "append" | "insert" | "change">> = { a: "append", i: "insert", c: "change" };

function readCommand(reading: Reading): SedCommand {
  const from = readAddress(reading);
  const hasComma = from !== undefined && skip(reading, /\s*,\s*/y) !== "";
  const to = hasComma ? readAddress(reading) : undefined;
  if (hasComma && to === undefined) throw new SyntaxError("no address after comma");
  const isNegated = skip(reading, /\s*!?\s*/y).includes("!");
  return { from, to, isNegated, action: readAction(reading) };
}

function readAddress(reading: Reading): SedAddress | undefined {
  const digits = skip(reading, /\d+/y);
  if (digits !== "") return { kind: "line", line: Number(digits) };
  if (skip(reading, /\$/y) !== "") return { kind: "last" };
  if (skip(reading, /\\(?=[^\n])|(?=\/)/y) === "" && reading.script[reading.at] !== "/") return undefined;
  const pattern = readPart(reading, take(reading));
  const flags = skip(reading, /I/y) === "" ? "" : "i";
  return { kind: "match", regExp: compile(reading, pattern, flags) };
}

function readAction(reading: Reading): SedAction {
  const letter = reading.script[reading.at];
  if (letter === undefined) throw new SyntaxError("missing command");
  reading.at += 1;
  if (letter === "s") return readSubstitution(reading);
  if (letter === "y") return readTransliteration(reading);
  const text = TEXTS[letter];
  if (text !== undefined) return { kind: text, text: skip(reading, /[ \t]*(\\\n)?[^\n]*/y).replace(/^[ \t]*(\\\n|\\(?=[^\n]))?/, "") };
  const kind = SIMPLE[letter];
  if (kind === undefined) throw new SyntaxError(`unsupported command ${letter}`);
  if (!/^[ \t]*([;\n#}]|$)/.test(reading.script.slice(reading.at))) throw new SyntaxError("garbage after command");
  return { kind };
}

function readSubstitution(reading: Reading): SedAction {
  const delimiter = take(reading);
  const pattern = readPart(reading, delimiter);
  const replacement = readPart(reading, delimiter);
  const flags = skip(reading, /[gpiI\d]*/y);
  if (!/^[ \t]*([;\n#}]|$)/.test(reading.script.slice(reading.at))) throw new SyntaxError("bad option in substitution expression");
  return {
    kind: "substitute",
    regExp: compile(reading, pattern, /i/i.test(flags) ? "gi" : "g"),
    replacement,
    which: Number(/\d+/.exec(flags)?.[0] ?? 1),
    isGlobal: flags.includes("g"),
    prints: flags.includes("p"),
  };
}

function readTransliteration(reading: Reading): SedAction {
  const delimiter = take(reading);
  const [from, to] = [readPart(reading, delimiter), readPart(reading, delimiter)].map((part) => [...part.replace(/\\n/g, "\n").replace(/\\\\/g, "\\")]);
  if (from?.length !== to?.length) throw new SyntaxError("y command strings have different lengths");
  return { kind: "transliterate", from: from ?? [], to: to ?? [] };
}

function take(reading: Reading): string {
  const character = reading.script[reading.at] ?? "";
  reading.at += 1;
  return character;
}

/** Up to the delimiter, which is passed over. Within brackets, and after a backslash, the delimiter is a character. */
function readPart(reading: Reading, delimiter: string): string {
  let part = "";
  for (; reading.at < reading.script.length; reading.at += 1) {
    const character = reading.script[reading.at] ?? "";
    if (character === delimiter) {
      reading.at += 1;
      return part;
    }
    if (character !== "\\") {
      part += character;
      continue;
    }
    reading.at += 1;
    const next = reading.script[reading.at] ?? "";
    part += next === delimiter && delimiter !== "\\" ? next : `\\${next}`;
  }
  throw new SyntaxError(`unmatched '${delimiter}'`);
}

function compile(reading: Reading, pattern: string, flags: string): RegExp {
  const compiled = compilePosix(pattern, { isExtended: reading.isExtended, flags });
  if (compiled.status === "invalid") throw new SyntaxError(`bad regex '${pattern}': ${compiled.why}`);
  return compiled.regExp;
}

function skip(reading: Reading, what: RegExp): string {
  what.lastIndex = reading.at;
  const found = what.exec(reading.script)?.[0] ?? "";
  reading.at += found.length;
  return found;
}
