/** From `kubectl apply` to the first answer of the app, on the node's address. */
import { get } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { echoDeployment, echoNodePort, listOf } from "./echo.ts";
import { expectSuccess, type Room, withCluster } from "./room.ts";
import { median } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const RUNS = 5;
const FIRST_PORT = 32_101;
const ANSWER_MS = 30_000;
const POLL_MS = 5;

export async function measureFirstAnswer(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    const { nodeAddress } = await room.running();
    const times: number[] = [];
    for (let turn = 0; turn < RUNS; turn += 1) times.push(await answerAfterApply(room, nodeAddress, FIRST_PORT + turn));
    return [
      {
        what: "apply Deployment and NodePort to first HTTP answer",
        measured: milliseconds(median(times)),
        detail: `median of ${RUNS}, kubectl's own time included; ${times.map((time) => time.toFixed(0)).join(" ")} (the first pulls the image)`,
      },
    ];
  });
}

async function answerAfterApply(room: Room, host: string, port: number): Promise<number> {
  const name = `echo-${port}`;
  const from = performance.now();
  const applied = room.kubectl(["apply", "-f", "-"], listOf(echoDeployment(name, 1), echoNodePort(name, port)));
  const [result, time] = await Promise.all([applied, firstAnswer({ host, port, signal: room.signal }).then((at) => at - from)]);
  expectSuccess(result, "kubectl apply");
  return time;
}

/** When it came, by performance.now. */
async function firstAnswer(request: { readonly host: string; readonly port: number; readonly signal: AbortSignal }): Promise<number> {
  const until = performance.now() + ANSWER_MS;
  while (performance.now() < until) {
    if ((await statusOf(request)) === 200) return performance.now();
    await delay(POLL_MS, undefined, { signal: request.signal });
  }
  throw new Error(`no answer on ${request.host}:${request.port} in ${ANSWER_MS} ms`);
}

function statusOf({ host, port, signal }: { readonly host: string; readonly port: number; readonly signal: AbortSignal }): Promise<number | undefined> {
  return new Promise((resolve) => {
    const outgoing = get({ host, port, path: "/", agent: false, timeout: 2000, signal }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
      response.on("error", () => resolve(undefined));
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(undefined));
  });
}
