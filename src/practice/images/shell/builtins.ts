/** Commands that change what the shell remembers. */
import { readLine } from "../machine/byte-stream.ts";
import { resolvePath } from "../machine/files.ts";
import { lookUp } from "../machine/find-program.ts";
import { errorText, exportedEnvironment, Jump, ShellExit, type ShellState, type Streams } from "./shell-state.ts";
import { signalNumber, trap } from "./traps.ts";

export type Builtin = (args: readonly string[], state: ShellState, streams: Streams) => Promise<number> | number;

export const builtins: Readonly<Record<string, Builtin>> = {
  ":": () => 0,
  cd,
  pwd: async (_args, state, { stdout }) => {
    await stdout.write(`${state.cwd}\n`);
    return 0;
  },
  export: exportNames,
  readonly: exportNames,
  local: assign,
  unset(args, state) {
    for (const name of args) {
      state.variables.delete(name);
      state.exported.delete(name);
      state.functions.delete(name);
    }
    return 0;
  },
  exit(args, state) {
    throw new ShellExit(args[0] === undefined ? state.lastStatus : Number(args[0]) & 255);
  },
  return(args, state) {
    throw new Jump("return", args[0] === undefined ? state.lastStatus : Number(args[0]) & 255);
  },
  break(args) {
    throw new Jump("break", Number(args[0] ?? 1));
  },
  continue(args) {
    throw new Jump("continue", Number(args[0] ?? 1));
  },
  set: setOptions,
  shift(args, state) {
    state.parameters = state.parameters.slice(Number(args[0] ?? 1));
    return 0;
  },
  read: readVariables,
  wait,
  type: async (args, state, { stdout }) => {
    let status = 0;
    for (const name of args) {
      const found = lookUp(state.process.machine, { cwd: state.cwd, env: exportedEnvironment(state) }, name);
      const is = Object.hasOwn(builtins, name) ? "is a shell builtin" : found.status === "found" ? `is ${found.path}` : undefined;
      await stdout.write(is === undefined ? `${name}: not found\n` : `${name} ${is}\n`);
      if (is === undefined) status = 127;
    }
    return status;
  },
  jobs: () => 0,
  trap,
  umask: () => 0,
  alias: () => 0,
  history: () => 0,
};

/** Ends early when a signal comes that is trapped. */
async function wait(args: readonly string[], state: ShellState): Promise<number> {
  const asked = args.map((word) => state.jobs.get(Number(word.replace(/^%/, ""))));
  const jobs = args.length === 0 ? [...state.jobs.values()] : asked.filter((job) => job !== undefined);
  const woken = new Promise<"woken">((resolve) => {
    state.traps.wake = () => resolve("woken");
  });
  if (state.traps.pending.length > 0) return 128 + signalNumber(state.traps.pending[0] ?? "");
  const ended = await Promise.race([Promise.all(jobs), woken]);
  state.traps.wake = () => {};
  if (ended === "woken") return 128 + signalNumber(state.traps.pending[0] ?? "");
  return args.length === 0 ? 0 : (ended.at(-1) ?? 127);
}

async function cd(args: readonly string[], state: ShellState, { stdout, stderr }: Streams): Promise<number> {
  const wanted = args[0] === "-" ? (state.variables.get("OLDPWD") ?? state.cwd) : (args[0] ?? state.variables.get("HOME") ?? "/");
  const path = resolvePath(state.cwd, wanted);
  const entry = state.process.machine.files.find(path);
  if (entry?.kind !== "directory") {
    const why = entry === undefined ? "No such file or directory" : "Not a directory";
    const text =
      state.flavour === "ash" ? `cd: can't cd to ${wanted}: ${why}` : state.flavour === "bash" ? `cd: ${wanted}: ${why}` : `cd: can't cd to ${wanted}`;
    await stderr.write(errorText(state, 1, text));
    return state.flavour === "dash" ? 2 : 1;
  }
  state.variables.set("OLDPWD", state.cwd);
  state.cwd = path;
  if (args[0] === "-") await stdout.write(`${path}\n`);
  return 0;
}

function assign(args: readonly string[], state: ShellState): number {
  for (const word of args) {
    const at = word.indexOf("=");
    if (at > 0) state.variables.set(word.slice(0, at), word.slice(at + 1));
  }
  return 0;
}

async function exportNames(args: readonly string[], state: ShellState, { stdout }: Streams): Promise<number> {
  const names = args.filter((word) => word !== "-p");
  if (names.length === 0) for (const [name, value] of [...exportedEnvironment(state)].sort()) await stdout.write(`export ${name}='${value}'\n`);
  assign(names, state);
  for (const word of names) state.exported.add(word.replace(/=.*$/s, ""));
  return 0;
}

async function setOptions(args: readonly string[], state: ShellState, { stdout }: Streams): Promise<number> {
  if (args.length === 0) for (const [name, value] of [...state.variables].sort()) await stdout.write(`${name}='${value}'\n`);
  for (const [index, word] of args.entries()) {
    if (word === "--") {
      state.parameters = args.slice(index + 1);
      break;
    }
    if (!/^[-+][a-zA-Z]+$/.test(word)) continue;
    for (const letter of word.slice(1)) {
      if (word.startsWith("-")) state.options.add(letter);
      else state.options.delete(letter);
    }
  }
  return 0;
}

async function readVariables(args: readonly string[], state: ShellState, { stdin, stderr, signal }: Streams): Promise<number> {
  const prompt = args.indexOf("-p");
  if (prompt >= 0) await stderr.write(args[prompt + 1] ?? "");
  const names = args.filter((word, index) => !word.startsWith("-") && !(prompt >= 0 && index === prompt + 1));
  const bytes = await readLine(stdin, signal);
  const words = (bytes?.toString() ?? "").trim().split(/[ \t]+/);
  for (const [index, name] of (names.length === 0 ? ["REPLY"] : names).entries()) {
    state.variables.set(name, index === names.length - 1 ? words.slice(index).join(" ") : (words[index] ?? ""));
  }
  return bytes === undefined ? 1 : 0;
}
