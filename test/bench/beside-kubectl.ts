/** A look at an exercise with `svclab check`, beside the least that one would ask by hand. */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { RunResult } from "../../src/cluster/driver.ts";
import { run } from "../../src/process/run.ts";
import { expectSuccess, root, withCluster } from "./room.ts";
import { median } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const RUNS = 10;
const READING = ["get", "deployments,services,endpointslices", "-o", "json"] as const;

export async function measureBesideKubectl(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    expectSuccess(await room.kubectl(["apply", "-f", join(root, "solutions/06-echo/echo-svc.yml")]), "kubectl apply");
    expectSuccess(await room.kubectl(["rollout", "status", "deploy/echo", "--timeout=60s"]), "kubectl rollout status");
    await room.svclab(["check", "echo", "--cluster", "practice"]);
    const { nodeAddress } = await room.running();
    const byHand = (): Promise<number> =>
      timed(async () => {
        const read = await room.kubectl(READING);
        return read.exitCode === 0 ? run(["curl", "-sS", "--max-time", "5", `http://${nodeAddress}:32000/`], { signal }) : read;
      });
    const checking = (): Promise<number> => timed(async () => asked(await room.svclab(["check", "echo", "--lang", "en"])));
    return [
      await rowOf("`svclab check echo`, everything right", checking, "cold; every row of the table, 20 and more requests"),
      await rowOf("by hand: `kubectl get deploy,svc,endpointslices`, then one curl", byHand, "what was read is not judged"),
    ];
  });
}

async function rowOf(what: string, time: () => Promise<number>, how: string): Promise<Row> {
  const times: number[] = [];
  for (let turn = 0; turn < RUNS; turn += 1) times.push(await time());
  const range = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
  return { what, measured: milliseconds(median(times)), detail: `median of ${RUNS}; ${range}; ${how}` };
}

/** The one question of the lab has no answer, which is not what is measured. */
function asked(result: RunResult): RunResult {
  return result.exitCode === 1 && result.stdout.includes("13 of 14") ? { ...result, exitCode: 0 } : result;
}

async function timed(act: () => Promise<RunResult>): Promise<number> {
  const from = performance.now();
  expectSuccess(await act(), "a look");
  return performance.now() - from;
}
