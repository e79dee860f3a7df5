/** How soon `svclab watch` shows what a change of the cluster does to the marks, and what it costs while nothing changes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Connection, connect } from "./connection.ts";
import { percent, shareOf } from "./process-clock.ts";
import { expectSuccess, type Room, root, withCluster } from "./room.ts";
import { median, percentile } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const CHANGES = 30;
const IDLE_MS = 60_000;
/** Longer than the beat at which `svclab watch` looks by itself: by then it has shown all that a change does. */
const QUIET_MS = 4000;
const SHOWN_MS = 20_000;
const SERVICE = "/api/v1/namespaces/default/services/redis";
/** The Service finds its pod, and finds none. */
const TIERS = ["db", "web"] as const;

export async function measureWatching(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    expectSuccess(await room.kubectl(["apply", "-f", join(root, "solutions/01-clusterip/counter-redis-svc.yml")]), "kubectl apply");
    expectSuccess(await room.kubectl(["rollout", "status", "deploy/redis", "--timeout=60s"]), "kubectl rollout status");
    const connection = connect(room);
    const child = startWatching(room);
    try {
      const times = await measureChanges(child, connection, signal);
      const { pid } = await room.running();
      const [watching = Number.NaN, cluster = Number.NaN] = await shareOf([child.pid ?? 0, pid], IDLE_MS, signal);
      return [...rowsOf(times), idle("`svclab watch`", watching, "1 %"), idle("the cluster meanwhile", cluster, "1 %")];
    } finally {
      connection.close();
      child.kill("SIGINT");
      await Promise.race([once(child, "exit"), delay(5000, undefined, { ref: false })]);
      child.kill("SIGKILL");
    }
  });
}

function startWatching({ home }: Room): ChildProcess {
  const argv = [join(root, "dist/main.js"), "watch", "clusterip", "--cluster", "practice", "--lang", "en"];
  return spawn(process.execPath, argv, { cwd: home, env: { ...process.env, SVCLAB_HOME: home, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "ignore"] });
}

async function measureChanges(child: ChildProcess, connection: Connection, signal: AbortSignal): Promise<readonly number[]> {
  let screen = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
  });
  const turnTo = async (tier: string): Promise<number> => {
    screen = "";
    const from = performance.now();
    await connection.ask("PATCH", SERVICE, { spec: { selector: { tier } } });
    return from;
  };
  await delay(QUIET_MS, undefined, { signal });
  // What each of the two states looks like in the end; what is shown on the way there does not count.
  const shown: string[] = [];
  for (const tier of [TIERS[1], TIERS[0]]) {
    await turnTo(tier);
    await delay(QUIET_MS, undefined, { signal });
    shown.push(lastReport(screen));
  }
  const times: number[] = [];
  for (let turn = 0; turn < CHANGES; turn += 1) {
    const wanted = shown[turn % 2] ?? "";
    const from = await turnTo(TIERS[(turn + 1) % 2] ?? "");
    while (!screen.includes(wanted)) {
      if (performance.now() - from > SHOWN_MS) throw new Error(`the verdict was not shown in ${SHOWN_MS} ms: ${screen}`);
      await delay(2, undefined, { signal });
    }
    times.push(performance.now() - from);
    await delay(300, undefined, { signal });
  }
  return times;
}

/** A report begins with the lab's title; there is one behind the other. */
function lastReport(screen: string): string {
  const title = screen.slice(0, screen.indexOf("\n"));
  if (title === "") throw new Error("`svclab watch` showed nothing after a change");
  return screen.slice(screen.lastIndexOf(title));
}

function rowsOf(times: readonly number[]): readonly Row[] {
  const what = "change to verdict on screen (`svclab watch`)";
  const detail = `${CHANGES} changes of a Service's selector, from the request to the whole report that is right, printed line by line`;
  return [
    { what: `${what}, median`, measured: milliseconds(median(times)), target: "400 ms", detail },
    { what: `${what}, 95th`, measured: milliseconds(percentile(times, 95)), target: "400 ms", detail: `longest ${milliseconds(Math.max(...times))}` },
  ];
}

function idle(who: string, share: number, target: string): Row {
  return { what: `idle CPU of ${who}`, measured: percent(share), target, detail: `utime + stime over ${IDLE_MS / 1000} s, of one processor, a lab open` };
}
