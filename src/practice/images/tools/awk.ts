/** The awk of one-liners: `pattern { print a, b }`, where a pattern is /re/, !/re/ or a comparison, and values are fields, NR, NF, texts and numbers. */
import { readLine } from "../machine/byte-stream.ts";
import type { Process } from "../machine/process.ts";
import { type Pattern, type Rule, readRules, type Value } from "./awk-program.ts";
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

function separatorOf(given: string | undefined): RegExp | "blanks" | undefined {
  if (given === undefined || given === " ") return "blanks";
  if (given === "t") return /\t/;
  if (given.length === 1) return new RegExp(escapeLiteral(given), "u");
  const compiled = compilePosix(readEscapes(given, "anywhere").bytes.toString(), { isExtended: true });
  return compiled.status === "valid" ? compiled.regExp : undefined;
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
