/** How soon a step of `svclab start` turns green on the screen of a terminal once kubectl has done its work. */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { hasTmux, openTerminal, type Terminal } from "../support/tmux.ts";
import { expectSuccess, type Room, root, withCluster } from "./room.ts";
import { median, percentile } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const CHANGES = 15;
const SHOWN_MS = 20_000;
const answer = join(root, "solutions/01-clusterip/counter-redis-svc.yml");
const green = "Why it worked";
const red = "Mend it";

export async function measureWalking(signal: AbortSignal): Promise<readonly Row[]> {
  if (!hasTmux) throw new Error("there is no tmux on this computer");
  return withCluster(signal, async (room) => {
    expectSuccess(await room.kubectl(["apply", "-f", answer]), "kubectl apply");
    expectSuccess(await room.kubectl(["rollout", "status", "deploy/redis", "--timeout=60s"]), "kubectl rollout status");
    const walk = `${process.execPath} ${join(root, "dist/main.js")} start clusterip/selector --cluster practice --lang en`;
    const terminal = openTerminal(`env TMUX= SVCLAB_HOME=${room.home} LANG=C.UTF-8 NO_COLOR=1 ${walk}`);
    try {
      await terminal.until(green);
      const times: (readonly [number, number])[] = [];
      for (let turn = 0; turn < CHANGES; turn += 1) {
        expectSuccess(await room.kubectl(["patch", "svc", "redis", "--type=merge", "-p", '{"spec":{"selector":{"tier":"web"}}}']), "kubectl patch");
        await terminal.until(red);
        times.push(await mend(room, terminal));
      }
      return rowsOf(times);
    } finally {
      terminal.end();
    }
  });
}

/** Until it is green: since kubectl has returned, and since it was started. */
async function mend(room: Room, terminal: Terminal): Promise<readonly [number, number]> {
  const started = performance.now();
  const returned = room.kubectl(["apply", "-f", answer]).then((result) => {
    expectSuccess(result, "kubectl apply");
    return performance.now();
  });
  while (!terminal.screen().includes(green)) {
    if (performance.now() - started > SHOWN_MS) throw new Error(`the step was not green in ${SHOWN_MS} ms:\n${terminal.screen()}`);
    await delay(5, undefined, { signal: room.signal });
  }
  const shown = performance.now();
  return [Math.max(0, shown - (await returned)), shown - started];
}

function rowsOf(times: readonly (readonly [number, number])[]): readonly Row[] {
  const [sinceReturn, sinceStart] = [times.map(([since]) => since), times.map(([, since]) => since)];
  const what = "`kubectl apply` returns to green on screen (`svclab start`)";
  const whole = `from the start of kubectl ${milliseconds(median(sinceStart))}, longest ${milliseconds(Math.max(...sinceStart))}`;
  return [
    {
      what: `${what}, median`,
      measured: milliseconds(median(sinceReturn)),
      target: "500 ms",
      detail: `${CHANGES} times in tmux, read every 5 ms and more; ${whole}`,
    },
    {
      what: `${what}, 95th`,
      measured: milliseconds(percentile(sinceReturn, 95)),
      target: "500 ms",
      detail: `longest ${milliseconds(Math.max(...sinceReturn))}`,
    },
  ];
}
