/** The awk of one-liners: `pattern { print a, b }`, where a pattern is /re/, !/re/ or a comparison, and values are fields, NR, NF, texts and numbers. */
import { readLine } from "../machine/byte-stream.ts";
import type { Process } from "../machine/process.ts";
import { readEscapes } from "./escapes.ts";
import { compilePosix, escapeLiteral } from "./posix-pattern.ts";
import { chomp, createBreather, eachInput, fail, tool } from "./tool.ts";

export const awk = tool({
  name: "awk",
  letters: "F:",
  isOrdered: true,
  async run(process, options) {
    const [text, ...files] = options.operands;
    if (text === undefined) return await fail(process, "awk: missing program");
    const read = readRules(text);
    if (read.status === "wrong") return await fail(process, `awk: cmd. line:1: ${read.why}`);
    const separator = separatorOf(options.value("F"));
    if (separator === undefined) return await fail(process, `awk: bad regex '${options.value("F")}'`);
    const state: Line = { fields: [""], number: 0 };
    const run = async (moment: Rule["moment"]): Promise<void> => {
      for (const rule of read.rules) if (rule.moment === moment && holds(rule.pattern, state)) await print(process, rule, state);
    };
    await run("BEGIN");
    if (read.rules.every(({ moment }) => moment === "BEGIN")) return 0;
    const rest = createBreather(process);
    const status = await eachInput(process, {
      name: "awk",
      files,
      trouble: "plain",
      async use(input) {
        for (let bytes = await readLine(input, process.signal); bytes !== undefined; bytes = await readLine(input, process.signal)) {
          await rest();
          const line = chomp(bytes);
          const body = separator === "blanks" ? line.trim() : line;
          state.fields = [line, ...(body === "" ? [] : body.split(separator === "blanks" ? /\s+/ : separator))];
          state.number += 1;
          await run("line");
        }
      },
    });
    await run("END");
    return status === 0 ? 0 : 2;
  },
});

interface Line {
  /** The whole line first. */
  fields: readonly string[];
  number: number;
}

type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "field"; readonly index: Value }
  | { readonly kind: "NR" | "NF" };

type Pattern =
  | { readonly kind: "always" }
  | { readonly kind: "match"; readonly value: Value; readonly regExp: RegExp; readonly isNegated: boolean }
  | { readonly kind: "comparison"; readonly left: Value; readonly operator: string; readonly right: Value }
  | { readonly kind: "both" | "either"; readonly patterns: readonly Pattern[] };

interface Rule {
  readonly moment: "BEGIN" | "line" | "END";
  readonly pattern: Pattern;
  /** What is printed, one list of texts to be joined for each argument of each print. */
  readonly prints: readonly (readonly (readonly Value[])[])[];
}

type Rules = { readonly status: "read"; readonly rules: readonly Rule[] } | { readonly status: "wrong"; readonly why: string };

const WHOLE_LINE: Value = { kind: "field", index: { kind: "number", number: 0 } };
const TOKEN = /\s*(?:(\/(?:[^/\\\n]|\\.)+\/)|("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||!~|[{}();,$~!<>]))/y;

function separatorOf(given: string | undefined): RegExp | "blanks" | undefined {
  if (given === undefined || given === " ") return "blanks";
  if (given === "t") return /\t/;
  if (given.length === 1) return new RegExp(escapeLiteral(given), "u");
  const compiled = compilePosix(readEscapes(given, "anywhere").bytes.toString(), { isExtended: true });
  return compiled.status === "valid" ? compiled.regExp : undefined;
}

function readRules(program: string): Rules {
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

async function print(process: Process, { prints }: Rule, state: Line): Promise<void> {
  for (const values of prints) await process.stdout.write(`${values.map((parts) => parts.map((part) => textFor(part, state)).join("")).join(" ")}\n`);
}

function textFor(value: Value, state: Line): string {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
      return String(value.number);
    case "NR":
      return String(state.number);
    case "NF":
      return String(state.fields.length - 1);
    case "field":
      return state.fields[Math.trunc(Number(textFor(value.index, state)))] ?? "";
  }
}

function holds(pattern: Pattern, state: Line): boolean {
  switch (pattern.kind) {
    case "always":
      return true;
    case "both":
      return pattern.patterns.every((each) => holds(each, state));
    case "either":
      return pattern.patterns.some((each) => holds(each, state));
    case "match":
      return textFor(pattern.value, state).search(pattern.regExp) >= 0 !== pattern.isNegated;
    case "comparison":
      return compare(pattern, state);
  }
}

/** As numbers when both look like numbers, and neither is a text of the program. */
function compare({ left, operator, right }: Extract<Pattern, { kind: "comparison" }>, state: Line): boolean {
  const [one, other] = [textFor(left, state), textFor(right, state)];
  const isSomething = left.kind === "text" || !isNumeric(one) ? one !== "" : Number(one) !== 0;
  if (operator === "is something") return isSomething;
  if (operator === "is empty") return !isSomething;
  const areNumbers = left.kind !== "text" && right.kind !== "text" && isNumeric(one) && isNumeric(other);
  const order = areNumbers ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
  const results: Readonly<Record<string, boolean>> = {
    "==": order === 0,
    "!=": order !== 0,
    "<": order < 0,
    "<=": order <= 0,
    ">": order > 0,
    ">=": order >= 0,
  };
  return results[operator] === true;
}

function isNumeric(text: string): boolean {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text);
}
