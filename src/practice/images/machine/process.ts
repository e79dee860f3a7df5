import type { Clock } from "../../clock.ts";
import type { ExitStatus } from "../../container.ts";
import type { PodNetwork } from "../../pod-network.ts";
import type { Input, Output } from "./byte-stream.ts";
import type { Files } from "./files.ts";
import type { Terminal } from "./terminal.ts";

/** What an executable does; its exit code. What it throws after its process was killed is of no interest. */
export type Program = (process: Process) => Promise<number>;

/** One process of a container, as its program sees it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** As ps shows it; a program may give itself a title. */
  argv: readonly string[];
  /** Of its own: changes are seen by the processes it starts. */
  readonly env: Map<string, string>;
  cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The controlling terminal. */
  readonly terminal: Terminal | undefined;
  /** Aborted when the process is killed. */
  readonly signal: AbortSignal;
  /** Takes a signal; true: handled, the process lives on until its program returns. */
  onSignal: ((signal: number) => boolean) | undefined;
  readonly startedAt: number;
  readonly machine: Machine;
}

/** The inside of one container: its files, processes and network. */
export interface Machine {
  readonly hostname: string;
  readonly network: PodNetwork;
  readonly clock: Clock;
  readonly files: Files;
  readonly libc: "musl" | "glibc";
  processes(): readonly Process[];
  spawn(request: SpawnRequest): Child;
  /** False: no such process. */
  kill(pid: number, signal: number): boolean;
}

export interface SpawnRequest {
  readonly program: Program;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: Terminal | undefined;
  readonly parent: number;
}

export interface Child {
  readonly pid: number;
  /** Never rejects. */
  readonly done: Promise<ExitStatus>;
  kill(signal: number): void;
}

/** The process was ended by a signal. */
export class Killed extends Error {
  readonly signal: number;

  constructor(signal: number) {
    super(`killed by signal ${signal}`);
    this.name = "Killed";
    this.signal = signal;
  }
}
