import type { Input, Output } from "../machine/byte-stream.ts";
import type { Process } from "../machine/process.ts";
import type { Node } from "./syntax.ts";
import { noTraps, type Traps } from "./traps.ts";

export type Flavour = "ash" | "dash" | "bash";

/** What a shell remembers; a subshell gets a copy. */
export interface ShellState {
  readonly process: Process;
  readonly flavour: Flavour;
  /** $0, as it stands in front of error texts. */
  readonly name: string;
  readonly isInteractive: boolean;
  readonly variables: Map<string, string>;
  readonly exported: Set<string>;
  readonly functions: Map<string, Node>;
  readonly options: Set<string>;
  readonly jobs: Map<number, Promise<number>>;
  readonly traps: Traps;
  parameters: readonly string[];
  cwd: string;
  lastStatus: number;
  lastJob: number;
  /** Shared with every subshell. */
  readonly nesting: Nesting;
}

/** How deep a shell and its subshells are in themselves at this moment. */
interface Nesting {
  /** Functions and scripts that have not returned. */
  calls: number;
  /** Subshells that have not ended. */
  forks: number;
  /** Commands run so far. */
  steps: number;
}

/** Where a command reads and writes, and what interrupts it. */
export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly signal: AbortSignal;
}

export function subshell(state: ShellState): ShellState {
  return {
    ...state,
    isInteractive: false,
    variables: new Map(state.variables),
    exported: new Set(state.exported),
    functions: new Map(state.functions),
    options: new Set(state.options),
    jobs: new Map(),
    traps: noTraps(),
  };
}

export function exportedEnvironment(state: ShellState): Map<string, string> {
  const env = new Map<string, string>();
  for (const name of state.exported) {
    const value = state.variables.get(name);
    if (value !== undefined) env.set(name, value);
  }
  return env;
}

/** `exit`: the shell ends with this status. */
export class ShellExit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/** `break`, `continue` and `return` on their way out. */
export class Jump extends Error {
  readonly kind: "break" | "continue" | "return";
  count: number;

  constructor(kind: Jump["kind"], count: number) {
    super(kind);
    this.kind = kind;
    this.count = count;
  }
}

/** A mistake that ends a script, and in an interactive shell the line; already told on stderr. */
export class ShellFailure extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** `sh: message`, as each shell puts it. */
export function errorText(state: ShellState, line: number, message: string): string {
  if (state.flavour === "dash") return `${state.name}: ${line}: ${message}\n`;
  return state.flavour === "bash" && !state.isInteractive ? `${state.name}: line ${line}: ${message}\n` : `${state.name}: ${message}\n`;
}
