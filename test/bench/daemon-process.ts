/** What the cluster's process takes while nobody asks anything of it. Read from /proc, so on Linux only. */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { echoDeployment, listOf } from "./echo.ts";
import { percent, shareOf } from "./process-clock.ts";
import { expectSuccess, withCluster } from "./room.ts";
import type { Row } from "./table.ts";

const PODS = 30;
const SETTLE_MS = 3000;
const IDLE_MS = 30_000;

export async function measureDaemon(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    const { pid } = await room.running();
    const idle = await measureIdle(pid, signal);
    expectSuccess(await room.kubectl(["apply", "-f", "-"], listOf(echoDeployment("echo", PODS))), "kubectl apply");
    expectSuccess(await room.kubectl(["rollout", "status", "deploy/echo", "--timeout=60s"]), "kubectl rollout status");
    const busy = await measureIdle(pid, signal);
    return [
      { what: "daemon memory, empty cluster", ...memory(idle) },
      { what: `daemon memory, ${PODS} pods`, ...memory(busy) },
      { what: "daemon idle CPU, empty cluster", ...processor(idle) },
      { what: `daemon idle CPU, ${PODS} pods`, ...processor(busy) },
    ];
  });
}

interface Idle {
  /** MB of 1,000,000 bytes. */
  readonly resident: number;
  readonly peak: number;
  /** Percent of one processor. */
  readonly cpu: number;
}

/** Memory after things have settled, then the CPU of the time after that. */
async function measureIdle(pid: number, signal: AbortSignal): Promise<Idle> {
  await delay(SETTLE_MS, undefined, { signal });
  const memory = { resident: megabytes(pid, "VmRSS"), peak: megabytes(pid, "VmHWM") };
  const [cpu = Number.NaN] = await shareOf([pid], IDLE_MS, signal);
  return { ...memory, cpu };
}

function memory({ resident, peak }: Idle): Omit<Row, "what"> {
  return {
    measured: `${resident.toFixed(0)} MB`,
    target: "150 MB",
    detail: `VmRSS ${SETTLE_MS / 1000} s after settling; peak so far (VmHWM) ${peak.toFixed(0)} MB`,
  };
}

function processor({ cpu }: Idle): Omit<Row, "what"> {
  return { measured: percent(cpu), target: "1 %", detail: `utime + stime over ${IDLE_MS / 1000} s, of one processor` };
}

function megabytes(pid: number, field: string): number {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kibibytes) * 1024) / 1_000_000;
}
