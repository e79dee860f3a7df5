import { resolvePath } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";
import { fail } from "./tool.ts";

const TRUE = 0;
const FALSE = 1;
const WRONG = 2;

export const test: Program = (process) => judge(process, process.argv.slice(1));

/** The same with a closing bracket. */
export const bracket: Program = async (process) => {
  const args = process.argv.slice(1);
  return args.at(-1) === "]" ? await judge(process, args.slice(0, -1)) : await fail(process, "sh: missing ]", WRONG);
};

class Malformed extends Error {}

async function judge(process: Process, args: readonly string[]): Promise<number> {
  try {
    return evaluate(process, args) ? TRUE : FALSE;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return await fail(process, `sh: ${error.message}`, WRONG);
  }
}

/** Up to four words are read by their number, as POSIX says, so that a word that looks like an operator may be compared. */
function evaluate(process: Process, args: readonly string[]): boolean {
  const [first = "", second = "", third = ""] = args;
  if (args.length === 0) return false;
  if (args.length === 1) return first !== "";
  if (args.length === 3 && isBinary(second)) return compare(process, first, second, third);
  if (args.length <= 4 && first === "!") return !evaluate(process, args.slice(1));
  if (args.length === 2 && !isUnary(first)) throw new Malformed(`${first}: unknown operand`);
  if (args.length === 2) return examine(process, first, second);
  if (args.length <= 4 && first === "(" && args.at(-1) === ")") return evaluate(process, args.slice(1, -1));
  const state = { args, at: 0 };
  const result = either(process, state);
  if (state.at < args.length) throw new Malformed(`${args[state.at]}: unknown operand`);
  return result;
}

interface Reading {
  readonly args: readonly string[];
  at: number;
}

function either(process: Process, state: Reading): boolean {
  let result = both(process, state);
  while (state.args[state.at] === "-o") {
    state.at += 1;
    const next = both(process, state);
    result ||= next;
  }
  return result;
}

function both(process: Process, state: Reading): boolean {
  let result = one(process, state);
  while (state.args[state.at] === "-a") {
    state.at += 1;
    const next = one(process, state);
    result &&= next;
  }
  return result;
}

function one(process: Process, state: Reading): boolean {
  const [first, operator = "", third] = state.args.slice(state.at, state.at + 3);
  if (first === undefined) throw new Malformed("argument expected");
  if (third !== undefined && isComparison(operator)) {
    state.at += 3;
    return compare(process, first, operator, third);
  }
  state.at += 1;
  if (first === "!") return !one(process, state);
  if (first === "(") {
    const result = either(process, state);
    if (state.args[state.at] !== ")") throw new Malformed("closing paren expected");
    state.at += 1;
    return result;
  }
  if (isUnary(first) && state.at < state.args.length) {
    state.at += 1;
    return examine(process, first, operator);
  }
  return first !== "";
}

function isUnary(word: string): boolean {
  return /^-[znefdsrwxtLhbcpS]$/.test(word);
}

function isComparison(word: string): boolean {
  return /^(=|==|!=|<|>|-(eq|ne|lt|le|gt|ge|nt|ot|ef))$/.test(word);
}

function isBinary(word: string): boolean {
  return isComparison(word) || word === "-a" || word === "-o";
}

function compare(process: Process, left: string, operator: string, right: string): boolean {
  switch (operator) {
    case "=":
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "-a":
      return left !== "" && right !== "";
    case "-o":
      return left !== "" || right !== "";
    case "-nt":
      return modified(process, left) > modified(process, right);
    case "-ot":
      return modified(process, left) < modified(process, right);
    case "-ef":
      return resolvePath(process.cwd, left) === resolvePath(process.cwd, right);
    default:
      return compareNumbers(wholeNumber(left), operator, wholeNumber(right));
  }
}

function compareNumbers(left: bigint, operator: string, right: bigint): boolean {
  const order = left < right ? -1 : left > right ? 1 : 0;
  const holds: Readonly<Record<string, boolean>> = {
    "-eq": order === 0,
    "-ne": order !== 0,
    "-lt": order < 0,
    "-le": order <= 0,
    "-gt": order > 0,
    "-ge": order >= 0,
  };
  return holds[operator] === true;
}

function wholeNumber(text: string): bigint {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new Malformed(`${text}: bad number`);
  return BigInt(text.trim().replace(/^\+/, ""));
}

function modified(process: Process, name: string): number {
  return process.machine.files.find(resolvePath(process.cwd, name))?.modified ?? Number.NEGATIVE_INFINITY;
}

function examine(process: Process, operator: string, operand: string): boolean {
  if (operator === "-z") return operand === "";
  if (operator === "-n") return operand !== "";
  if (operator === "-t") return { "0": process.stdin, "1": process.stdout, "2": process.stderr }[operand]?.isTerminal === true;
  const entry = operand === "" ? undefined : process.machine.files.find(resolvePath(process.cwd, operand));
  if (entry === undefined) return false;
  switch (operator) {
    case "-e":
    case "-r":
    case "-w":
      return true;
    case "-f":
      return entry.kind === "file" && !entry.isDevice;
    case "-c":
      return entry.kind === "file" && entry.isDevice === true;
    case "-d":
      return entry.kind === "directory";
    case "-s":
      return entry.kind === "directory" || entry.content.length > 0;
    case "-x":
      return (entry.mode & 0o111) !== 0;
    default:
      return false;
  }
}
