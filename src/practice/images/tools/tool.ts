/** How the everyday tools read their arguments and their inputs. */
import { emptyInput, type Input } from "../machine/byte-stream.ts";
import { FileError, resolvePath } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";

export interface Options {
  readonly operands: readonly string[];
  has(letter: string): boolean;
  /** The last one given. */
  value(letter: string): string | undefined;
  values(letter: string): readonly string[];
}

export interface ToolOptions {
  readonly name: string;
  /** As getopt takes them: a colon after a letter that has a value. */
  readonly letters: string;
  readonly run: (process: Process, options: Options) => Promise<number>;
  /** The letter that `-5` stands for. */
  readonly numberLetter?: string;
  /** Options end at the first operand. */
  readonly isOrdered?: boolean;
  readonly usageStatus?: number;
}

/** A program with options in letters; they may stand together, and after operands. */
export function tool({ usageStatus = 1, ...spec }: ToolOptions): Program {
  return async (process) => {
    const read = readOptions(process.argv.slice(1), spec);
    if (read.status === "read") return await spec.run(process, read.options);
    return await fail(process, `${spec.name}: ${read.why}`, usageStatus);
  };
}

export async function fail(process: Process, text: string, status = 1): Promise<number> {
  await process.stderr.write(`${text}\n`);
  return status;
}

/** Runs a change of files; 0, or 1 with the text that `explain` makes of the trouble. */
export async function attempt(process: Process, change: () => void, explain: (why: string) => string): Promise<number> {
  try {
    change();
    return 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return await fail(process, explain(error.message));
  }
}

export interface Reading {
  readonly name: string;
  readonly files: readonly string[];
  /** Whether an unreadable file is told as `can't open 'x': why` or as `x: why`. */
  readonly trouble: "can't open" | "plain";
  readonly use: (input: Input, file: string) => Promise<void>;
}

/** Hands over one file after the other, stdin for `-` and when none is named. 1 when one could not be read. */
export async function eachInput(process: Process, { name, files, trouble, use }: Reading): Promise<number> {
  let status = 0;
  for (const file of files.length === 0 ? ["-"] : files) {
    process.signal.throwIfAborted();
    const opened = openInput(process, file);
    if (opened.status === "open") await use(opened.input, file);
    else status = await fail(process, `${name}: ${trouble === "plain" ? file : `can't open '${file}'`}: ${opened.why}`);
  }
  return status;
}

export type Opened = { readonly status: "open"; readonly input: Input } | { readonly status: "failed"; readonly why: string };

export function openInput(process: Process, file: string): Opened {
  if (file === "-" || file === "/dev/stdin") return { status: "open", input: process.stdin };
  try {
    return { status: "open", input: inputOf(process.machine.files.read(resolvePath(process.cwd, file))) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { status: "failed", why: error.message };
  }
}

function inputOf(content: Buffer): Input {
  if (content.length === 0) return emptyInput;
  const chunks = [content];
  return { isTerminal: false, read: async () => chunks.shift(), unread: (bytes) => void chunks.unshift(bytes) };
}

/** Lets others have a turn every so often: a loop that never waits would stop the whole cluster. */
export function createBreather(process: Process, every = 512): () => Promise<void> {
  let turns = 0;
  return async () => {
    turns += 1;
    if (turns % every === 0) await process.machine.clock.sleep(0, process.signal);
  };
}

/** Without its newline. */
export function chomp(line: Buffer): string {
  return line.toString().replace(/\n$/, "");
}

type ReadOptions = { readonly status: "read"; readonly options: Options } | { readonly status: "wrong"; readonly why: string };

function readOptions(args: readonly string[], { letters, numberLetter, isOrdered }: Omit<ToolOptions, "run">): ReadOptions {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  const add = (letter: string, value: string): void => void given.set(letter, [...(given.get(letter) ?? []), value]);
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--" || (isOrdered && !/^-./.test(word))) {
      operands.push(...args.slice(word === "--" ? at + 1 : at));
      break;
    }
    if (numberLetter !== undefined && /^-\d+$/.test(word)) add(numberLetter, word.slice(1));
    else if (!/^-./.test(word)) operands.push(word);
    else if (word.startsWith("--")) return { status: "wrong", why: `unrecognized option: ${word.slice(2)}` };
    else {
      for (let index = 1; index < word.length; index += 1) {
        const letter = word[index] ?? "";
        const place = letter === ":" ? -1 : letters.indexOf(letter);
        if (place < 0) return { status: "wrong", why: `unrecognized option: ${letter}` };
        if (letters[place + 1] !== ":") {
          add(letter, "");
          continue;
        }
        const value = index + 1 < word.length ? word.slice(index + 1) : args[++at];
        if (value === undefined) return { status: "wrong", why: `option requires an argument: ${letter}` };
        add(letter, value);
        break;
      }
    }
  }
  return {
    status: "read",
    options: { operands, has: (letter) => given.has(letter), value: (letter) => given.get(letter)?.at(-1), values: (letter) => given.get(letter) ?? [] },
  };
}
