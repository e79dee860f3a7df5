/** The processes of one container. */
import type { ContainerContext, ExitStatus } from "../../container.ts";
import { BrokenPipe } from "./byte-stream.ts";
import { FileError, type Files } from "./files.ts";
import { type Child, Killed, type Machine, type Process, type SpawnRequest } from "./process.ts";

export type MachineOptions = Pick<ContainerContext, "hostname" | "network" | "clock"> & { readonly files: Files; readonly libc: Machine["libc"] };

/** Processes at once; more is refused as fork refuses it. */
const MOST_PROCESSES = 256;
const SIGHUP = 1;
const SIGKILL = 9;
const SIGPIPE = 13;

interface Running {
  readonly process: Process;
  readonly control: AbortController;
}

/** `halt` kills whatever still runs. */
export function createMachine(options: MachineOptions): { readonly machine: Machine; readonly halt: () => void } {
  const running = new Map<number, Running>();
  let lastPid = 0;
  const machine: Machine = {
    ...options,
    processes: () => [...running.values()].map(({ process }) => process),
    spawn(request) {
      // As in a real container, others than the main process get numbers with gaps.
      lastPid += lastPid === 0 ? 1 : 6;
      const pid = lastPid;
      const control = new AbortController();
      const process: Process = {
        ...request,
        pid,
        cwd: request.cwd,
        env: new Map(request.env),
        signal: control.signal,
        onSignal: undefined,
        startedAt: options.clock.now(),
        machine,
      };
      running.set(pid, { process, control });
      const done = (running.size > MOST_PROCESSES ? refuse(process) : runToEnd(request, process)).finally(() => {
        running.delete(pid);
        // What it left running in the background goes with it.
        control.abort(new Killed(SIGHUP));
      });
      return { pid, done, kill: (signal) => void send(running.get(pid), signal) } satisfies Child;
    },
    kill(pid, signal) {
      const target = running.get(pid);
      if (signal !== 0) send(target, signal);
      return target !== undefined;
    },
  };
  return {
    machine,
    halt() {
      for (const { control } of running.values()) control.abort(new Killed(SIGKILL));
    },
  };
}

function send(target: Running | undefined, signal: number): void {
  if (target === undefined) return;
  const { process, control } = target;
  if (signal !== SIGKILL && process.onSignal?.(signal) === true) return;
  // The kernel keeps process 1 from signals that it has no handler for.
  if (process.pid === 1 && process.onSignal === undefined && signal !== SIGKILL && isShellLike(process.argv[0] ?? "")) return;
  control.abort(new Killed(signal));
}

function isShellLike(name: string): boolean {
  return /(^|\/)(sh|ash|bash|dash|sleep|tail|cat)$/.test(name);
}

async function runToEnd({ program }: SpawnRequest, process: Process): Promise<ExitStatus> {
  const killed = new Promise<never>((_resolve, reject) => {
    process.signal.addEventListener("abort", () => reject(process.signal.reason as Error), { once: true });
  });
  try {
    // A turn later: whoever starts it has taken hold of its terminal before its program does.
    return { code: await Promise.race([Promise.resolve().then(() => program(process)), killed]) };
  } catch (error) {
    if (process.signal.aborted) return statusOf(process.signal.reason);
    if (error instanceof BrokenPipe) return statusOf(new Killed(SIGPIPE));
    await process.stderr.write(`${process.argv[0] ?? ""}: ${error instanceof FileError ? error.message : String(error)}\n`).catch(() => undefined);
    return { code: 1 };
  }
}

function statusOf(reason: unknown): ExitStatus {
  return reason instanceof Killed ? { code: 128 + reason.signal, signal: reason.signal } : { code: 1 };
}

async function refuse(process: Process): Promise<ExitStatus> {
  await process.stderr.write(`${process.argv[0] ?? ""}: can't fork: Resource temporarily unavailable\n`).catch(() => undefined);
  return { code: 2 };
}
