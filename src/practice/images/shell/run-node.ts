/** Runs the tree of a script. */

import { BrokenPipe, emptyInput } from "../machine/byte-stream.ts";
import { lookUp } from "../machine/find-program.ts";
import { Pipe } from "../machine/pipe.ts";
import { builtins } from "./builtins.ts";
import { type Expansion, expandPattern, expandText, expandWords } from "./expand.ts";
import { parse } from "./parser.ts";
import { patternToRegExp } from "./pattern.ts";
import { redirect } from "./redirect.ts";
import { errorText, exportedEnvironment, Jump, ShellExit, ShellFailure, type ShellState, type Streams, subshell } from "./shell-state.ts";
import { type Node, ShellSyntaxError } from "./syntax.ts";

/** As a kernel's limits would have it: what runs away ends alone, and not the whole process. */
const STEPS_IN_A_TURN = 64;
const MOST = { calls: 1000, forks: 256 };
const REFUSALS = { calls: "Maximum function recursion depth (1000) reached", forks: "can't fork: Resource temporarily unavailable" };
const LONGEST_CAPTURE = 8 * 1024 * 1024;

async function nested(kind: "calls" | "forks", state: ShellState, streams: Streams, run: () => Promise<number>): Promise<number> {
  if (state.nesting[kind] >= MOST[kind]) {
    await streams.stderr.write(errorText(state, 1, REFUSALS[kind]));
    throw new ShellExit(2);
  }
  state.nesting[kind] += 1;
  try {
    return await run();
  } finally {
    state.nesting[kind] -= 1;
  }
}

/** Its exit status. Throws ShellExit, Jump, ShellFailure. */
export async function runNode(node: Node, state: ShellState, streams: Streams): Promise<number> {
  state.nesting.steps += 1;
  if (state.nesting.steps % STEPS_IN_A_TURN === 0) await yieldTurn(streams.signal);
  const status = await runKind(node, state, streams);
  state.lastStatus = status;
  return status;
}

async function runKind(node: Node, state: ShellState, streams: Streams): Promise<number> {
  switch (node.kind) {
    case "list": {
      let status = state.lastStatus;
      for (const { node: item, background } of node.items) status = background ? startJob(item, state, streams) : await checked(item, state, streams);
      return node.items.length === 0 ? 0 : status;
    }
    case "and":
    case "or": {
      const status = await untested(node.left, state, streams);
      return (node.kind === "and") === (status === 0) ? await runNode(node.right, state, streams) : status;
    }
    case "pipeline":
      return await runPipeline(node, state, streams);
    case "function":
      state.functions.set(node.name, node.body);
      return 0;
    case "simple":
      return await runSimple(node, state, streams);
    default:
      return await runCompound(node, state, await redirect(node.redirections, expansion(state, streams, 1)));
  }
}

/** With `set -e` a status that nobody looks at ends the shell. */
async function checked(node: Node, state: ShellState, streams: Streams): Promise<number> {
  const status = await runNode(node, state, streams);
  const isLookedAt = node.kind === "and" || node.kind === "or" || (node.kind === "pipeline" && node.negated);
  if (status !== 0 && !isLookedAt && state.options.has("e")) throw new ShellExit(status);
  return status;
}

async function untested(node: Node, state: ShellState, streams: Streams): Promise<number> {
  const hadErrexit = state.options.delete("e");
  try {
    return await runNode(node, state, streams);
  } finally {
    if (hadErrexit) state.options.add("e");
  }
}

type Compound = Extract<Node, { readonly kind: "group" | "subshell" | "if" | "while" | "until" | "for" | "case" }>;

async function runCompound(node: Compound, state: ShellState, streams: Streams): Promise<number> {
  switch (node.kind) {
    case "group":
      return await runNode(node.body, state, streams);
    case "subshell":
      return await runApart(node.body, subshell(state), streams);
    case "if":
      for (const { test, body } of node.branches) {
        if ((await untested(test, state, streams)) === 0) return await runNode(body, state, streams);
      }
      return node.otherwise === undefined ? 0 : await runNode(node.otherwise, state, streams);
    case "while":
    case "until": {
      let status = 0;
      while (((await untested(node.test, state, streams)) === 0) === (node.kind === "while")) {
        const turn = await runTurn(node.body, state, streams);
        status = turn.status;
        if (turn.isOver) break;
        await yieldTurn(streams.signal);
      }
      return status;
    }
    case "for": {
      let status = 0;
      const words = node.words === undefined ? state.parameters : await expandWords(node.words, expansion(state, streams, 1));
      for (const word of words) {
        state.variables.set(node.name, word);
        const turn = await runTurn(node.body, state, streams);
        status = turn.status;
        if (turn.isOver) break;
      }
      return status;
    }
    case "case": {
      const context = expansion(state, streams, 1);
      const subject = await expandText(node.subject, context);
      for (const { patterns, body } of node.arms) {
        for (const pattern of patterns) if (patternToRegExp(await expandPattern(pattern, context)).test(subject)) return await runNode(body, state, streams);
      }
      return 0;
    }
  }
}

/** Commands that wait for nothing must leave time for the rest of the process. */
async function yieldTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

async function runTurn(body: Node, state: ShellState, streams: Streams): Promise<{ readonly status: number; readonly isOver: boolean }> {
  try {
    return { status: await runNode(body, state, streams), isOver: false };
  } catch (error) {
    if (!(error instanceof Jump) || error.kind === "return") throw error;
    error.count -= 1;
    if (error.count > 0) throw error;
    return { status: 0, isOver: error.kind === "break" };
  }
}

/** In a shell of its own: what ends it doesn't end this one. */
async function runApart(node: Node, state: ShellState, streams: Streams): Promise<number> {
  try {
    return await nested("forks", state, streams, () => runNode(node, state, streams));
  } catch (error) {
    if (error instanceof ShellExit || error instanceof ShellFailure) return error.status;
    if (error instanceof Jump) return 0;
    throw error;
  }
}

function startJob(node: Node, state: ShellState, streams: Streams): number {
  const number = state.process.pid + state.jobs.size + 1;
  state.lastJob = number;
  state.jobs.set(
    number,
    runApart(node, subshell(state), { ...streams, stdin: emptyInput })
      .catch(() => 130)
      .finally(() => state.jobs.delete(number)),
  );
  return 0;
}

async function runPipeline(node: Extract<Node, { kind: "pipeline" }>, state: ShellState, streams: Streams): Promise<number> {
  const started = state.process.machine.clock.now();
  const status = node.stages.length === 1 ? await runNode(node.stages[0]!, state, streams) : await runStages(node.stages, state, streams);
  if (node.timed) {
    const seconds = (state.process.machine.clock.now() - started) / 1000;
    await streams.stderr.write(`real\t${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`);
  }
  if (!node.negated) return status;
  return status === 0 ? 1 : 0;
}

async function runStages(stages: readonly Node[], state: ShellState, streams: Streams): Promise<number> {
  const pipes = stages.slice(1).map(() => new Pipe());
  const runs = stages.map(async (stage, index) => {
    const [input, output] = [pipes[index - 1], pipes[index]];
    try {
      return await runApart(stage, subshell(state), { ...streams, stdin: input ?? streams.stdin, stdout: output ?? streams.stdout });
    } finally {
      output?.end();
      input?.breakOff();
    }
  });
  const ended = await Promise.allSettled(runs);
  const last = ended.at(-1)!;
  if (streams.signal.aborted) throw streams.signal.reason as Error;
  return last.status === "fulfilled" ? last.value : 141;
}

async function runSimple(node: Extract<Node, { kind: "simple" }>, state: ShellState, outer: Streams): Promise<number> {
  const before = state.lastStatus;
  const context = expansion(state, outer, node.line);
  state.lastStatus = before;
  const argv = await expandWords(node.words, context);
  const streams = await redirect(node.redirections, context).catch((error: unknown) => {
    if (error instanceof ShellFailure && argv.length > 0) return error;
    throw error;
  });
  if (streams instanceof ShellFailure) return streams.status;
  const assigned = new Map<string, string>();
  for (const { name, value } of node.assignments) assigned.set(name, await expandText(value, context));
  if (argv.length === 0) {
    for (const [name, value] of assigned) state.variables.set(name, value);
    return node.words.length > 0 || assigned.size > 0 ? (state.lastStatus === before ? 0 : state.lastStatus) : 0;
  }
  if (state.options.has("x")) await streams.stderr.write(`+ ${argv.join(" ")}\n`);
  return await runArgv(argv, assigned, { state, streams, line: node.line });
}

interface Call {
  readonly state: ShellState;
  readonly streams: Streams;
  readonly line: number;
}

async function runArgv(argv: readonly string[], assigned: ReadonlyMap<string, string>, call: Call): Promise<number> {
  const { state, streams, line } = call;
  const [name = "", ...args] = argv;
  const body = state.functions.get(name);
  if (body !== undefined) return await runFunction(body, args, state, streams);
  switch (name) {
    case "eval":
      return await runScript(args.join(" "), state, streams);
    case "command":
      if (args[0] !== "-v") return await runArgv(args, assigned, call);
      return await tellCommand(args[1] ?? "", state, streams);
    case "exec": {
      if (args.length === 0) return 0;
      throw new ShellExit(await runArgv(args, assigned, call));
    }
    case ".":
    case "source":
      return await runScript(state.process.machine.files.read(args[0]?.startsWith("/") ? args[0] : `${state.cwd}/${args[0]}`).toString(), state, streams);
  }
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (builtin !== undefined) return await builtin(args, state, streams);
  const env = new Map([...exportedEnvironment(state), ...assigned]);
  const found = lookUp(state.process.machine, { cwd: state.cwd, env }, name);
  if (found.status !== "found") {
    const missing = found.status === "missing";
    const why = !missing ? "Permission denied" : state.flavour === "bash" ? "command not found" : "not found";
    await streams.stderr.write(errorText(state, line, `${name}: ${why}`));
    return missing ? 127 : 126;
  }
  const { terminal } = state.process;
  const child = state.process.machine.spawn({
    program: found.program,
    argv,
    env,
    cwd: state.cwd,
    stdin: streams.stdin,
    stdout: streams.stdout,
    stderr: streams.stderr,
    terminal,
    parent: state.process.pid,
  });
  const kill = (): void => child.kill(streams.signal === state.process.signal ? 9 : 2);
  streams.signal.addEventListener("abort", kill, { once: true });
  try {
    const { code } = await child.done;
    streams.signal.throwIfAborted();
    return code;
  } finally {
    streams.signal.removeEventListener("abort", kill);
  }
}

async function tellCommand(name: string, state: ShellState, streams: Streams): Promise<number> {
  if (Object.hasOwn(builtins, name)) {
    await streams.stdout.write(`${name}\n`);
    return 0;
  }
  const found = lookUp(state.process.machine, { cwd: state.cwd, env: exportedEnvironment(state) }, name);
  if (found.status !== "found") return 127;
  await streams.stdout.write(`${found.path}\n`);
  return 0;
}

async function runFunction(body: Node, args: readonly string[], state: ShellState, streams: Streams): Promise<number> {
  const before = state.parameters;
  state.parameters = args;
  try {
    return await nested("calls", state, streams, () => runNode(body, state, streams));
  } catch (error) {
    if (error instanceof Jump && error.kind === "return") return error.count;
    throw error;
  } finally {
    state.parameters = before;
  }
}

/** Parses and runs a text. A mistake in it is told and throws ShellFailure. */
export async function runScript(text: string, state: ShellState, streams: Streams): Promise<number> {
  const node = await parsed(text, state, streams);
  return await nested("calls", state, streams, () => runNode(node, state, streams));
}

async function parsed(text: string, state: ShellState, streams: Streams): Promise<Node> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    await streams.stderr.write(errorText(state, error.line, syntaxText(state, error)));
    throw new ShellFailure(2);
  }
}

export function syntaxText(state: ShellState, error: ShellSyntaxError): string {
  if (state.flavour !== "dash") return `syntax error: ${error.message}`;
  return `Syntax error: ${error.message.replace(/^unexpected (.*?)( \(|$)/, "$1 unexpected$2")}`;
}

function expansion(state: ShellState, streams: Streams, line: number): Expansion {
  return { state, streams, line, capture: (script) => capture(script, state, streams) };
}

/** What a script prints. One that prints without end is stopped as by a closed pipe. */
async function capture(script: string, state: ShellState, streams: Streams): Promise<string> {
  const pipe = new Pipe();
  const inner = subshell(state);
  const run = async (): Promise<void> => {
    try {
      state.lastStatus = await runApart(await parsed(script, inner, streams), inner, { ...streams, stdout: pipe });
    } catch (error) {
      if (error instanceof ShellFailure) state.lastStatus = error.status;
      else if (!(error instanceof BrokenPipe)) throw error;
    } finally {
      pipe.end();
    }
  };
  const [text] = await Promise.all([readUpTo(LONGEST_CAPTURE, pipe, streams.signal), run()]);
  if (text !== undefined) return text;
  await streams.stderr.write(errorText(state, 1, "out of memory"));
  throw new ShellExit(2);
}

/** undefined: there was more, and its writer finds the pipe closed. */
async function readUpTo(most: number, pipe: Pipe, signal: AbortSignal): Promise<string | undefined> {
  const held: Buffer[] = [];
  let size = 0;
  for (let chunk = await pipe.read(signal); chunk !== undefined; chunk = await pipe.read(signal)) {
    held.push(chunk);
    size += chunk.length;
    if (size <= most) continue;
    pipe.breakOff();
    return undefined;
  }
  return Buffer.concat(held).toString();
}
