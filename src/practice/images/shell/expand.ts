import { ArithmeticError, evaluate } from "./arithmetic.ts";
import { expandFileNames } from "./glob.ts";
import { escapePattern, patternToRegExp } from "./pattern.ts";
import { errorText, ShellFailure, type ShellState, type Streams } from "./shell-state.ts";
import type { Part, Word } from "./syntax.ts";

export interface Expansion {
  readonly state: ShellState;
  readonly streams: Streams;
  readonly line: number;
  /** What a command substitution prints. */
  readonly capture: (script: string) => Promise<string>;
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** A new field begins here, as between the words of "$@". */
  readonly breaks?: boolean;
}

/** The fields that words turn into: expanded, split, file names found. */
export async function expandWords(words: readonly Word[], context: Expansion): Promise<readonly string[]> {
  const fields: string[] = [];
  for (const [index, word] of words.entries()) {
    const pieces = await expandParts(tilde(word, context.state), context);
    for (const field of splitFields(pieces, context.state.variables.get("IFS") ?? " \t\n")) {
      fields.push(...(context.state.options.has("f") ? [field.plain] : expandFileNames(context.state.process.machine.files, context.state.cwd, field.pattern)));
    }
    if (index > 10_000) break;
  }
  return fields;
}

/** A word as one text: an assignment's value, a redirection's target. */
export async function expandText(word: Word, context: Expansion): Promise<string> {
  return (await expandParts(tilde(word, context.state), context)).map(({ text, breaks }) => (breaks ? " " : "") + text).join("");
}

/** A word as a pattern: what was quoted means itself. */
export async function expandPattern(word: Word, context: Expansion): Promise<string> {
  return (await expandParts(word, context)).map(({ text, quoted }) => (quoted ? escapePattern(text) : text)).join("");
}

function tilde(word: Word, state: ShellState): Word {
  const [first, ...rest] = word;
  if (first?.kind !== "text" || first.quoted || !/^~(\/|$)/.test(first.text)) return word;
  return [{ kind: "text", text: state.variables.get("HOME") ?? "/root", quoted: true }, { ...first, text: first.text.slice(1) }, ...rest];
}

async function expandParts(word: Word, context: Expansion): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for (const part of word) pieces.push(...(await expandPart(part, context)));
  return pieces;
}

async function expandPart(part: Part, context: Expansion): Promise<readonly Piece[]> {
  switch (part.kind) {
    case "text":
      return [part];
    case "command":
      return [{ text: (await context.capture(part.script)).replace(/\n+$/, ""), quoted: part.quoted }];
    case "arithmetic":
      return [{ text: await arithmetic(part.expression, context), quoted: true }];
    case "parameter":
      return await expandParameter(part, context);
  }
}

async function arithmetic(expression: Word, context: Expansion): Promise<string> {
  const text = await expandText(expression, context);
  try {
    return String(evaluate(text, (name) => parameterOf(context.state, name) ?? ""));
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error;
    return await fail(context, context.state.flavour === "dash" ? `arithmetic expression: ${error.message}: "${text}"` : error.message);
  }
}

async function expandParameter(part: Part & { readonly kind: "parameter" }, context: Expansion): Promise<readonly Piece[]> {
  const { state } = context;
  const { name, operator, word, quoted } = part;
  if (operator === "bad") return await fail(context, "bad substitution");
  if (name === "@" && operator === "") return state.parameters.map((text, index) => ({ text, quoted, breaks: index > 0 }));
  const value = parameterOf(state, name);
  const isMissing = value === undefined || (operator.startsWith(":") && value === "");
  switch (operator.replace(":", "")) {
    case "":
      if (value === undefined && state.options.has("u") && !"@*".includes(name)) return await fail(context, `${name}: parameter not set`);
      return [{ text: value ?? "", quoted }];
    case "length":
      return [{ text: String((value ?? "").length), quoted }];
    case "-":
      return isMissing ? await defaulted(word, quoted, context) : [{ text: value, quoted }];
    case "+":
      return isMissing ? [{ text: "", quoted }] : await defaulted(word, quoted, context);
    case "=": {
      if (!isMissing) return [{ text: value, quoted }];
      const text = await expandText(word, context);
      state.variables.set(name, text);
      return [{ text, quoted }];
    }
    case "?":
      if (!isMissing) return [{ text: value, quoted }];
      return await fail(context, `${name}: ${(await expandText(word, context)) || "parameter not set"}`);
    default:
      return [{ text: trimmed(value ?? "", operator, await expandPattern(word, context)), quoted }];
  }
}

async function defaulted(word: Word, quoted: boolean, context: Expansion): Promise<readonly Piece[]> {
  const pieces = await expandParts(word, context);
  return quoted ? [{ text: pieces.map(({ text }) => text).join(""), quoted }] : pieces;
}

function trimmed(value: string, operator: string, pattern: string): string {
  const fromStart = operator.startsWith("#");
  const isLong = operator.length === 2;
  const lengths = Array.from({ length: value.length + 1 }, (_, index) => index);
  const expression = patternToRegExp(pattern);
  for (const length of isLong ? lengths.reverse() : lengths) {
    const cut = fromStart ? value.slice(0, length) : value.slice(value.length - length);
    if (expression.test(cut)) return fromStart ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function parameterOf(state: ShellState, name: string): string | undefined {
  switch (name) {
    case "?":
      return String(state.lastStatus);
    case "$":
      return String(state.process.pid);
    case "!":
      return state.lastJob === 0 ? "" : String(state.lastJob);
    case "#":
      return String(state.parameters.length);
    case "@":
    case "*":
      return state.parameters.join(" ");
    case "-":
      return [...state.options].join("") + (state.isInteractive ? "i" : "");
    case "0":
      return state.name;
    default:
      if (/^\d+$/.test(name)) return state.parameters[Number(name) - 1];
      return name === "PWD" ? state.cwd : name === "PPID" ? String(state.process.parent) : state.variables.get(name);
  }
}

interface Field {
  pattern: string;
  plain: string;
}

function splitFields(pieces: readonly Piece[], separators: string): readonly Field[] {
  const fields: Field[] = [];
  let open: Field | undefined;
  const current = (): Field => {
    if (open === undefined) {
      open = { pattern: "", plain: "" };
      fields.push(open);
    }
    return open;
  };
  for (const { text, quoted, breaks } of pieces) {
    if (breaks) open = undefined;
    if (quoted) {
      const field = current();
      field.pattern += escapePattern(text);
      field.plain += text;
      continue;
    }
    for (const character of text) {
      if (separators.includes(character)) open = undefined;
      else {
        const field = current();
        field.pattern += character === "\\" ? "\\\\" : character;
        field.plain += character;
      }
    }
  }
  return fields;
}

async function fail({ state, streams, line }: Expansion, message: string): Promise<never> {
  await streams.stderr.write(errorText(state, line, message));
  throw new ShellFailure(2);
}
