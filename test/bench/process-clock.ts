/** What a process has used of the processors. Read from /proc, so on Linux only. */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

/** USER_HZ: what /proc counts in, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** User and system time since its start, in seconds. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field, the name in parentheses, may hold spaces; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Percent of one processor that each of the processes uses from now on. */
export async function shareOf(pids: readonly number[], milliseconds: number, signal: AbortSignal): Promise<readonly number[]> {
  const [from, before] = [performance.now(), pids.map(processorSeconds)];
  await delay(milliseconds, undefined, { signal });
  return pids.map((pid, index) => ((processorSeconds(pid) - (before[index] ?? 0)) * 100_000) / (performance.now() - from));
}

export function percent(value: number): string {
  return `${value.toFixed(2)} %`;
}
