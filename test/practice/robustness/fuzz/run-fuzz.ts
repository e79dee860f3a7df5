/** A bounded number of attacks on a practice cluster of its own, and how it stood them. */
import { readdirSync, readFileSync } from "node:fs";
import { practicePaths } from "../../../../src/practice/daemon/paths.ts";
import { askCluster } from "../../../../src/practice/daemon/private-client.ts";
import { type Random, seededRandom } from "../../../support/random.ts";
import { attack } from "./attacks.ts";
import { targetOf } from "./target.ts";

export interface FuzzRequest {
  /** Of a cluster that runs and may be spoilt. */
  readonly home: string;
  readonly pid: number;
  readonly seed: number;
  readonly attacks: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, result: FuzzResult) => void;
}

export interface FuzzResult {
  /** How often, by status or end. */
  readonly codes: Readonly<Record<string, number>>;
  /** Answers that must not be: 500, silence, an open door. At most a hundred are kept. */
  readonly faults: readonly string[];
  /** Lines of the cluster's log that tell of bugs and crashes. */
  readonly trouble: readonly string[];
  /** MiB of the process, before, at each thousand, and after. */
  readonly memory: readonly number[];
  /** Files and connections that it had open at the same moments. */
  readonly files: readonly number[];
  /** Whether the same process answers at the end. */
  readonly answers: boolean;
}

const AT_ONCE = 24;
const LOOK_EVERY = 1000;
const MOST_FAULTS = 100;

/** Settles when all are sent, when the signal aborts, or when the cluster no longer answers. */
export async function runFuzz({ home, pid, seed, attacks, signal, onProgress }: FuzzRequest): Promise<FuzzResult> {
  const paths = practicePaths(home);
  const target = targetOf(paths.kubeconfig);
  const codes: Record<string, number> = {};
  const faults: string[] = [];
  const memory = [memoryOf(pid)];
  const files = [filesOf(pid)];
  const answers = async (): Promise<boolean> => {
    const reply = await askCluster(paths, { method: "GET", path: "/svclab/health", timeoutMs: 10_000 });
    return reply.status === "answered" && (reply.body as { pid: number }).pid === pid;
  };
  const resultSoFar = (isAnswering: boolean): FuzzResult => ({
    codes,
    faults,
    memory,
    files,
    answers: isAnswering,
    trouble: troubleIn(readFileSync(paths.log, "utf8")),
  });
  const seeds = seededRandom(seed);
  let sent = 0;
  const worker = async (random: Random, until: number): Promise<void> => {
    while (sent < until && !signal.aborted) {
      sent += 1;
      const { code, fault } = await attack(target, random);
      codes[code] = (codes[code] ?? 0) + 1;
      if (fault !== undefined && faults.length < MOST_FAULTS) faults.push(fault);
    }
  };
  while (sent < attacks && !signal.aborted) {
    // Some of the attacks are good requests to delete what it needs.
    await restoreTarget(home);
    const until = Math.min(sent + LOOK_EVERY, attacks);
    await Promise.all(Array.from({ length: AT_ONCE }, () => worker(seededRandom(seeds.below(2 ** 31)), until)));
    if (!(await answers())) return resultSoFar(false);
    memory.push(memoryOf(pid));
    files.push(filesOf(pid));
    onProgress?.(sent, resultSoFar(true));
  }
  target.agent.destroy();
  return resultSoFar(await answers());
}

/** A running pod to open sessions to, and a Service before it. */
async function restoreTarget(home: string): Promise<void> {
  const paths = practicePaths(home);
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "target", labels: { app: "target" } },
    spec: { containers: [{ name: "redis", image: "redis" }] },
  };
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "target" },
    spec: { selector: { app: "target" }, ports: [{ port: 80, targetPort: 6379 }] },
  };
  await askCluster(paths, {
    method: "POST",
    path: "/api/v1/namespaces",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "kept" } },
    timeoutMs: 10_000,
  });
  for (const [resource, object] of [
    ["pods", pod],
    ["services", service],
  ] as const)
    await askCluster(paths, { method: "POST", path: `/api/v1/namespaces/kept/${resource}`, body: object, timeoutMs: 10_000 });
}

function troubleIn(log: string): readonly string[] {
  return log.split("\n").filter((line) => /bug:|crash:|nhandled|Warning:/.test(line));
}

/** 0 where there is no /proc. */
function filesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function memoryOf(pid: number): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
