/** How an awk program is read. */
import { readEscapes } from "./escapes.ts";
import { compilePosix } from "./posix-pattern.ts";

export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "field"; readonly index: Value }
  | { readonly kind: "NR" | "NF" };

export type Pattern =
  | { readonly kind: "always" }
  | { readonly kind: "match"; readonly value: Value; readonly regExp: RegExp; readonly isNegated: boolean }
  | { readonly kind: "comparison"; readonly left: Value; readonly operator: string; readonly right: Value }
  | { readonly kind: "both" | "either"; readonly patterns: readonly Pattern[] };

export interface Rule {
  readonly moment: "BEGIN" | "line" | "END";
  readonly pattern: Pattern;
  /** What is printed, one list of texts to be joined for each argument of each print. */
  readonly prints: readonly (readonly (readonly Value[])[])[];
}

type Rules = { readonly status: "read"; readonly rules: readonly Rule[] } | { readonly status: "wrong"; readonly why: string };

const WHOLE_LINE: Value = { kind: "field", index: { kind: "number", number: 0 } };
const TOKEN = /\s*(?:(\/(?:[^/\\\n]|\\.)+\/)|("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||!~|[{}();,$~!<>]))/y;

/** Reads `pattern { print a, b }` and what of it may be left out. */
export function readRules(program: string): Rules {
  try {
    const tokens = tokensOf(program);
    const rules: Rule[] = [];
    while (tokens.length > 0) {
      if (tokens[0] === ";") tokens.shift();
      else rules.push(readRule(tokens));
    }
    return { status: "read", rules };
  } catch (error) {
    if (error instanceof SyntaxError) return { status: "wrong", why: error.message };
    throw error;
  }
}

function tokensOf(program: string): string[] {
  const text = program.trim();
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const token = TOKEN.exec(text)?.[0].trim();
    if (token === undefined) throw new SyntaxError("Unexpected token");
    tokens.push(token);
  }
  return tokens;
}

function readRule(tokens: string[]): Rule {
  const first = tokens[0] ?? "";
  const moment = first === "BEGIN" || first === "END" ? first : "line";
  if (moment !== "line") tokens.shift();
  const pattern: Pattern = moment !== "line" || first === "{" ? { kind: "always" } : readPattern(tokens, "either");
  if (tokens[0] !== "{") {
    if (moment !== "line" || (tokens.length > 0 && tokens[0] !== ";")) throw new SyntaxError("Unexpected token");
    return { moment, pattern, prints: [[[WHOLE_LINE]]] };
  }
  tokens.shift();
  return { moment, pattern, prints: readBlock(tokens) };
}

function readBlock(tokens: string[]): Rule["prints"] {
  const prints: (readonly (readonly Value[])[])[] = [];
  for (let token = tokens.shift(); token !== "}"; token = tokens.shift()) {
    if (token === "print") prints.push(readPrint(tokens));
    else if (token !== ";") throw new SyntaxError(token === undefined ? "Unexpected end of string" : "Unexpected token");
  }
  return prints;
}

function readPattern(tokens: string[], kind: "both" | "either"): Pattern {
  const patterns: Pattern[] = [];
  do {
    if (patterns.length > 0) tokens.shift();
    patterns.push(kind === "either" ? readPattern(tokens, "both") : readTest(tokens));
  } while (tokens[0] === (kind === "either" ? "||" : "&&"));
  return { kind, patterns };
}

function readTest(tokens: string[]): Pattern {
  const isNegated = tokens[0] === "!" && tokens.shift() !== undefined;
  if (tokens[0]?.startsWith("/")) return { kind: "match", value: WHOLE_LINE, regExp: readRegExp(tokens), isNegated };
  const left = readValue(tokens);
  const operator = tokens[0] ?? "";
  if (!isNegated && (operator === "~" || operator === "!~")) {
    tokens.shift();
    return { kind: "match", value: left, regExp: readRegExp(tokens), isNegated: operator === "!~" };
  }
  if (!isNegated && /^([<>]=?|[!=]=)$/.test(operator)) {
    tokens.shift();
    return { kind: "comparison", left, operator, right: readValue(tokens) };
  }
  return { kind: "comparison", left, operator: isNegated ? "is empty" : "is something", right: left };
}

function readRegExp(tokens: string[]): RegExp {
  const token = tokens.shift() ?? "";
  const pattern = token.startsWith('"') ? textOf(token) : token.slice(1, -1).replace(/\\\//g, "/");
  const compiled = compilePosix(pattern, { isExtended: true });
  if (!/^["/]/.test(token) || compiled.status === "invalid") throw new SyntaxError("Unexpected token");
  return compiled.regExp;
}

function readPrint(tokens: string[]): readonly (readonly Value[])[] {
  const isWrapped = tokens[0] === "(" && tokens.shift() !== undefined;
  const values: Value[][] = [[]];
  for (let token = tokens[0]; token !== undefined && token !== "}" && token !== ";" && token !== ")"; token = tokens[0]) {
    if (token === ",") {
      tokens.shift();
      values.push([]);
    } else values.at(-1)?.push(readValue(tokens));
  }
  if (isWrapped && tokens.shift() !== ")") throw new SyntaxError("Unexpected token");
  const isBare = values.length === 1 && values[0]?.length === 0;
  if (!isBare && values.some((each) => each.length === 0)) throw new SyntaxError("Unexpected token");
  return isBare ? [[WHOLE_LINE]] : values;
}

function readValue(tokens: string[]): Value {
  const token = tokens.shift();
  if (token === "$") return { kind: "field", index: readValue(tokens) };
  if (token === "NR" || token === "NF") return { kind: token };
  if (token?.startsWith('"')) return { kind: "text", text: textOf(token) };
  if (/^\d/.test(token ?? "")) return { kind: "number", number: Number(token) };
  throw new SyntaxError("Unexpected token");
}

function textOf(token: string): string {
  return readEscapes(token.slice(1, -1).replace(/\\"/g, '"'), "anywhere").bytes.toString();
}
