/** How long the built command takes from nothing to its end. */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { expectSuccess, type Room, root, withCluster } from "./room.ts";
import { median } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const RUNS = 10;

export async function measureColdStart(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    expectSuccess(await room.kubectl(["apply", "-f", join(root, "solutions/01-clusterip/counter-redis-svc.yml")]), "kubectl apply");
    expectSuccess(await room.kubectl(["rollout", "status", "deploy/redis", "--timeout=60s"]), "kubectl rollout status");
    // The cluster is chosen once, as a learner does by starting; what follows uses the one used last.
    await room.svclab(["check", "clusterip", "--cluster", "practice"]);
    return [
      await measure(room, { args: ["list"], target: "250 ms", codes: [0] }),
      await measure(room, { args: ["--help"], codes: [0] }),
      await measure(room, { args: ["check", "clusterip"], codes: [0, 1, 3] }),
    ];
  });
}

interface Start {
  readonly args: readonly string[];
  readonly target?: string;
  /** Exit codes of a run that did what it was to do. */
  readonly codes: readonly number[];
}

async function measure(room: Room, { args, target, codes }: Start): Promise<Row> {
  const times: number[] = [];
  const seen = new Set<number>();
  for (let turn = 0; turn < RUNS; turn += 1) {
    const from = performance.now();
    const result = await room.svclab(args);
    times.push(performance.now() - from);
    if (!codes.includes(result.exitCode)) expectSuccess(result, `svclab ${args.join(" ")}`);
    seen.add(result.exitCode);
  }
  const range = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
  return {
    what: `cold start of \`svclab ${args.join(" ")}\``,
    measured: milliseconds(median(times)),
    target,
    detail: `median of ${RUNS}; ${range}; exit code ${[...seen].join(", ")}`,
  };
}
