/** How long all labs take to mark where nothing is under way any more. */
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type FinishedLab, finishCourse } from "./finished-course.ts";
import { processorSeconds } from "./process-clock.ts";
import { withCluster } from "./room.ts";
import { median, percentile } from "./statistics.ts";
import { milliseconds, type Row } from "./table.ts";

const RUNS = 20;
const SETTLE_MS = 2000;

export async function measureMarking(signal: AbortSignal): Promise<readonly Row[]> {
  return withCluster(signal, async (room) => {
    const labs = await finishCourse(room);
    try {
      await delay(SETTLE_MS, undefined, { signal });
      // The first marking loads the program; that is part of the cold start and not of marking.
      await markAll(labs);
      const { pid } = await room.running();
      const markings = [];
      const before = [processorSeconds(process.pid), processorSeconds(pid)];
      for (let turn = 0; turn < RUNS; turn += 1) markings.push(await markAll(labs));
      const used = [process.pid, pid].map((each, index) => ((processorSeconds(each) - (before[index] ?? 0)) * 1000) / RUNS);
      return [...rowsOf(markings), processor(used)];
    } finally {
      await Promise.all(labs.map(({ remove }) => remove()));
    }
  });
}

interface Marking {
  readonly total: number;
  /** Milliseconds by lab. */
  readonly each: readonly { readonly name: string; readonly time: number }[];
  /** "112 of 112" */
  readonly marks: string;
}

async function markAll(labs: readonly FinishedLab[]): Promise<Marking> {
  const each: { name: string; time: number }[] = [];
  let [earned, possible] = [0, 0];
  for (const { lab, look } of labs) {
    const from = performance.now();
    const { report } = await look();
    each.push({ name: lab.name, time: performance.now() - from });
    earned += report.earned;
    possible += report.possible;
  }
  return { total: each.reduce((sum, { time }) => sum + time, 0), each, marks: `${earned} of ${possible}` };
}

function processor([grader = Number.NaN, cluster = Number.NaN]: readonly number[]): Row {
  return { what: "marking all labs, CPU of the grader", measured: milliseconds(grader), detail: `mean of ${RUNS}; of the cluster ${milliseconds(cluster)}` };
}

function rowsOf(markings: readonly Marking[]): readonly Row[] {
  const totals = markings.map(({ total }) => total);
  const names = markings[0]?.each.map(({ name }) => name) ?? [];
  const byLab = names.map((name, index) => `${name} ${median(markings.map(({ each }) => each[index]?.time ?? Number.NaN)).toFixed(0)}`);
  const marks = [...new Set(markings.map((marking) => marking.marks))].join(", ");
  return [
    { what: "marking all labs, median", measured: milliseconds(median(totals)), detail: `one after another; medians: ${byLab.join(", ")}` },
    { what: "marking all labs, 95th", measured: milliseconds(percentile(totals, 95)), target: "300 ms", detail: `of ${RUNS}; ${marks} marks` },
  ];
}
