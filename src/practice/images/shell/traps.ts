import type { Process } from "../machine/process.ts";
import { errorText, type ShellState, type Streams } from "./shell-state.ts";

/** What `trap` has set, and which signals came since. */
export interface Traps {
  readonly actions: Map<string, string>;
  readonly pending: string[];
  /** Wakes a `wait`. */
  wake: () => void;
}

const NAMES: Readonly<Record<number, string>> = { 1: "HUP", 2: "INT", 3: "QUIT", 10: "USR1", 12: "USR2", 14: "ALRM", 15: "TERM" };

export function noTraps(): Traps {
  return { actions: new Map(), pending: [], wake: () => {} };
}

export function signalNumber(name: string): number {
  return Number(Object.entries(NAMES).find(([, each]) => each === name)?.[0] ?? 0);
}

/** trap [ACTION SIGNAL…]; a `-` or nothing as its action takes a trap back. */
export async function trap(args: readonly string[], state: ShellState, { stdout, stderr }: Streams): Promise<number> {
  const { actions } = state.traps;
  const words = args[0] === "--" ? args.slice(1) : args;
  if (words.length === 0 || words[0] === "-p") {
    for (const [name, action] of actions) await stdout.write(`trap -- '${action}' ${name}\n`);
    return 0;
  }
  const [action = "", ...rest] = words;
  let status = 0;
  for (const word of rest.length === 0 ? [action] : rest) {
    const name = nameOf(word);
    if (name === undefined) {
      await stderr.write(errorText(state, 1, `trap: ${word}: invalid signal specification`));
      status = 1;
    } else if (rest.length === 0 || action === "-") actions.delete(name);
    else actions.set(name, action);
  }
  listen(state.process, state.traps);
  return status;
}

/** Process 1 never takes a signal that it has no handler for. */
function listen(process: Process, traps: Traps): void {
  process.onSignal = (signal) => {
    const name = NAMES[signal] ?? "";
    const action = traps.actions.get(name);
    if (action === undefined) return process.pid === 1;
    if (action !== "") traps.pending.push(name);
    traps.wake();
    return true;
  };
}

function nameOf(word: string): string | undefined {
  if (word === "0" || word === "EXIT") return "EXIT";
  const name = word.toUpperCase().replace(/^SIG/, "");
  return NAMES[Number(word)] ?? Object.values(NAMES).find((each) => each === name);
}
