/** Runs one command: a function, a builtin, or a program of the container. */
import { lookUp } from "../machine/find-program.ts";
import { builtins } from "./builtins.ts";
import { expansion } from "./capture.ts";
import { expandText, expandWords } from "./expand.ts";
import { nested } from "./limits.ts";
import { redirect } from "./redirect.ts";
import { runNode } from "./run-node.ts";
import { runScript } from "./run-script.ts";
import { errorText, exportedEnvironment, Jump, ShellExit, ShellFailure, type ShellState, type Streams } from "./shell-state.ts";
import type { Node } from "./syntax.ts";

/** A command with its words, redirections and assignments. */
export async function runSimple(node: Extract<Node, { kind: "simple" }>, state: ShellState, outer: Streams): Promise<number> {
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
