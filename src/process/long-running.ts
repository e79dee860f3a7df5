/** Programs that outlive one call: the daemon, and children that talk until they are told to stop. */
import { type StdioOptions, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { execa } from "execa";
import { execaOptions, exitCodeOf, type ProcessOptions, run } from "./run.ts";

export interface Detached {
  readonly pid: number | undefined;
  /** Settles when it ends while this process still lives; 127 when it couldn't be started. */
  readonly exited: Promise<number>;
}

export interface DetachedOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** Gives it a pipe as its file 3 that is closed by the end of this process, whatever ends it. */
  readonly tied?: boolean | undefined;
}

/** Starts a program that outlives this one; whatever it writes is appended to the log file. */
export function spawnDetached([program, ...args]: readonly [string, ...string[]], { cwd, env, logFile, tied = false }: DetachedOptions): Detached {
  const log = openSync(logFile, "a", 0o600);
  const stdio: StdioOptions = ["ignore", log, log, ...(tied ? (["pipe"] as const) : [])];
  const child = spawn(program, args, { cwd, env: { ...env }, detached: true, windowsHide: true, stdio });
  closeSync(log);
  child.unref();
  const tie = child.stdio[3] as Socket | undefined;
  tie?.on("error", () => {}).unref();
  const exited = new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (code) => resolve(code ?? 1));
  });
  return { pid: child.pid, exited };
}

export interface Talking {
  /** Lines of stdout as they come; ends when the program does. */
  readonly lines: AsyncIterable<string>;
  /** Interrupts it as Ctrl-C would, so that it can end its own children, and waits. Settles with its exit code and stderr. */
  stop(): Promise<{ readonly exitCode: number; readonly stderr: string }>;
}

/** Starts a program whose output is wanted while it runs. */
export function talk(argv: readonly [string, ...string[]], options: Omit<ProcessOptions, "input" | "timeoutMs"> = {}): Talking {
  const [program, ...args] = argv;
  const child = execa(program, args, { ...execaOptions(options), stdin: "ignore", killSignal: "SIGINT", forceKillAfterDelay: 5000 });
  return {
    lines: linesOf(child.stdout),
    async stop() {
      // Windows knows no signals: a kill would leave the program's own children behind.
      if (process.platform === "win32" && child.pid !== undefined) await run(["taskkill", "/pid", String(child.pid), "/t", "/f"], { timeoutMs: 5000 });
      else child.kill("SIGINT");
      const result = await child;
      return { exitCode: exitCodeOf(result), stderr: typeof result.stderr === "string" ? result.stderr : "" };
    },
  };
}

/** Reads on when nobody listens any more, so that the program never blocks on a full pipe. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const lines: string[] = [];
  let isEnded = false;
  let wake = (): void => {};
  const reader = createInterface({ input: stream });
  reader.on("line", (line) => {
    lines.push(line);
    wake();
  });
  reader.on("close", () => {
    isEnded = true;
    wake();
  });
  for (;;) {
    const line = lines.shift();
    if (line !== undefined) yield line;
    else if (isEnded) return;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
