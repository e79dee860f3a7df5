/** A practice cluster in a temporary home, run by the built command as a learner runs it. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunOptions, RunResult } from "../../src/cluster/driver.ts";
import { down, status } from "../../src/practice/daemon/control.ts";
import { type PracticePaths, practicePaths } from "../../src/practice/daemon/paths.ts";
import { serves } from "../../src/practice/daemon/record.ts";
import { run } from "../../src/process/run.ts";
import { testKubectl } from "../support/kubectl.ts";

/** The package's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Room {
  readonly home: string;
  readonly paths: PracticePaths;
  /** Of the pinned kubectl, absolute. */
  readonly kubectlPath: string;
  readonly signal: AbortSignal;
  svclab(args: readonly string[]): Promise<RunResult>;
  kubectl(args: readonly string[], input?: string): Promise<RunResult>;
  /** Throws when the cluster does not run. */
  running(): Promise<{ readonly pid: number; readonly nodeAddress: string }>;
}

/** Without a cluster as yet. Whatever runs in it is ended, and its folder removed, also when `use` throws. */
export async function withRoom<T>(signal: AbortSignal, use: (room: Room) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), "svclab-bench-"));
  try {
    return await use(await furnish(home, signal));
  } finally {
    await clear(home);
  }
}

export async function withCluster<T>(signal: AbortSignal, use: (room: Room) => Promise<T>): Promise<T> {
  return withRoom(signal, async (room) => {
    expectSuccess(await room.svclab(["cluster", "up"]), "svclab cluster up");
    return use(room);
  });
}

export function expectSuccess(result: RunResult, what: string): RunResult {
  if (result.exitCode !== 0) throw new Error(`${what}: exit code ${result.exitCode}: ${`${result.stdout}${result.stderr}`.trim()}`);
  return result;
}

async function furnish(home: string, signal: AbortSignal): Promise<Room> {
  const kubectlPath = await testKubectl();
  // Where svclab keeps the one it has fetched.
  mkdirSync(join(home, "bin"));
  symlinkSync(dirname(kubectlPath), join(home, "bin", basename(dirname(kubectlPath))));
  const paths = practicePaths(home);
  const options = (env: Readonly<Record<string, string>>, timeoutMs: number) => ({ env: { NO_COLOR: "1", ...env }, cwd: home, timeoutMs, signal });
  return {
    home,
    paths,
    kubectlPath,
    signal,
    svclab: (args) => run([process.execPath, join(root, "dist/main.js"), ...args], options({ SVCLAB_HOME: home }, 60_000)),
    kubectl(args, input) {
      const given: RunOptions = input === undefined ? {} : { input };
      return run([kubectlPath, ...args], { ...options({ KUBECONFIG: paths.kubeconfig }, 90_000), ...given });
    },
    async running() {
      const now = await status({ home, signal });
      if (now.status !== "running") throw new Error(`the practice cluster is ${now.status}`);
      return now;
    },
  };
}

async function clear(home: string): Promise<void> {
  try {
    await down({ home });
  } finally {
    // One that was interrupted while it started is not known to `down` yet.
    for (const name of readdirSync("/proc")) if (/^\d+$/.test(name) && serves(Number(name), home)) end(Number(name));
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
