/** The programs sh, ash and bash: a text after -c, a script, lines of standard input, or a prompt at a terminal. */
import { readLine } from "../machine/byte-stream.ts";
import { resolvePath } from "../machine/files.ts";
import { Killed, type Process, type Program } from "../machine/process.ts";
import { parse } from "./parser.ts";
import { runNode } from "./run-node.ts";
import { runScript, syntaxText } from "./run-script.ts";
import { errorText, type Flavour, Jump, ShellExit, ShellFailure, type ShellState, type Streams } from "./shell-state.ts";
import { type Node, ShellSyntaxError, Unfinished } from "./syntax.ts";
import { noTraps } from "./traps.ts";

export function shell(flavour: Flavour): Program {
  return async (process) => {
    const args = process.argv.slice(1);
    const flags: string[] = [];
    while (/^[-+][a-zA-Z]+$/.test(args[0] ?? "")) flags.push(...args.shift()!.slice(1));
    const own = (name: string, parameters: readonly string[], isInteractive = false): ShellState =>
      createState(process, { flavour, flags, name, parameters, isInteractive });
    const [first, ...rest] = args;
    if (flags.includes("c")) {
      if (first === undefined) {
        await process.stderr.write(`${process.argv[0]}: -c requires an argument\n`);
        return 2;
      }
      return await runWhole(first, own(rest[0] ?? process.argv[0] ?? "sh", rest.slice(1)));
    }
    if (first === undefined) {
      const state = own(process.argv[0] ?? "sh", [], process.terminal !== undefined && process.stdin.isTerminal);
      return await leave(state, await runLines(state));
    }
    const path = resolvePath(process.cwd, first);
    if (process.machine.files.find(path)?.kind !== "file") {
      await process.stderr.write(`${process.argv[0]}: ${flavour === "ash" ? `can't open '${first}'` : `0: cannot open ${first}`}: No such file or directory\n`);
      return 2;
    }
    return await runWhole(process.machine.files.read(path).toString(), own(first, rest));
  };
}

interface Start {
  readonly flavour: Flavour;
  readonly flags: readonly string[];
  readonly name: string;
  readonly parameters: readonly string[];
  readonly isInteractive: boolean;
}

function createState(process: Process, { flags, ...start }: Start): ShellState {
  return {
    ...start,
    process,
    variables: new Map(process.env),
    exported: new Set(process.env.keys()),
    functions: new Map(),
    options: new Set(flags.filter((flag) => "eux".includes(flag))),
    jobs: new Map(),
    traps: noTraps(),
    cwd: process.cwd,
    lastStatus: 0,
    lastJob: 0,
    nesting: { calls: 0, forks: 0, steps: 0 },
  };
}

function streamsOf({ process }: ShellState): Streams {
  return { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, signal: process.signal };
}

async function runWhole(text: string, state: ShellState): Promise<number> {
  const status = await runScript(text, state, streamsOf(state)).catch(statusAfter);
  return await leave(state, status);
}

/** The trap of its end is the last that a shell runs. */
async function leave(state: ShellState, status: number): Promise<number> {
  const action = state.traps.actions.get("EXIT");
  if (action === undefined) return status;
  state.traps.actions.delete("EXIT");
  state.lastStatus = status;
  return await runScript(action, state, streamsOf(state)).then(() => status, statusAfter);
}

function statusAfter(error: unknown): number {
  if (error instanceof ShellExit || error instanceof ShellFailure) return error.status;
  if (error instanceof Jump) return error.kind === "return" ? error.count : 0;
  throw error;
}

/** Line by line; what goes on over several lines runs when it is whole. */
async function runLines(state: ShellState): Promise<number> {
  const { process } = state;
  const prompt =
    state.flavour === "ash"
      ? (): string => `${state.cwd} # `
      : state.flavour === "bash"
        ? (): string => `root@${process.machine.hostname}:${state.cwd}# `
        : (): string => "# ";
  let text = "";
  let interrupted = new AbortController();
  const forget = state.isInteractive ? process.terminal?.onInterrupt(() => interrupted.abort(new Killed(2))) : undefined;
  try {
    for (;;) {
      if (state.isInteractive) await process.stdout.write(text === "" ? prompt() : "> ");
      interrupted = new AbortController();
      const signal = AbortSignal.any([process.signal, interrupted.signal]);
      try {
        const bytes = await readLine(process.stdin, signal);
        if (bytes === undefined && text === "") {
          if (state.isInteractive && state.flavour === "dash") await process.stdout.write("\n");
          return state.lastStatus;
        }
        text += bytes?.toString() ?? "";
        const node = await readNode(text, state, bytes === undefined);
        if (node === "unfinished") continue;
        text = "";
        if (node !== "wrong") await runNode(node, state, { ...streamsOf(state), signal });
        else if (!state.isInteractive) return 2;
      } catch (error) {
        text = "";
        if (interrupted.signal.aborted && !process.signal.aborted) {
          state.lastStatus = 130;
          await process.stdout.write("\n");
        } else if (error instanceof ShellExit || !state.isInteractive) return statusAfter(error);
        else state.lastStatus = statusAfter(error);
      }
    }
  } finally {
    forget?.();
  }
}

async function readNode(text: string, state: ShellState, isEnd: boolean): Promise<Node | "unfinished" | "wrong"> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    if (error instanceof Unfinished && !isEnd) return "unfinished";
    await state.process.stderr.write(errorText(state, error.line, syntaxText(state, error)));
    state.lastStatus = 2;
    return "wrong";
  }
}
