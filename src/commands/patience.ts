/** Looking again while what is missing may still come by itself. */
import type { Check, Lab, Trouble } from "../../grader/model.ts";
import { mayComeByItself, type ShownReport } from "../render/report.ts";
import type { Ports, Sight } from "./ports.ts";

/** Milliseconds from the first look until nothing more is waited for: the longest `within` of the checks that are open for no fault of the answer. 0: judged as it stands. */
export function patienceFor(report: ShownReport, lab: Lab): number {
  const checks = new Map(lab.steps.flatMap((step) => step.checks).map((check) => [check.id, check]));
  if (!report.causes.every((cause) => mayComeByItself(cause) || cause.code.startsWith("ask-"))) return 0;
  if (!report.causes.some(mayComeByItself) && !report.checks.some(({ why }) => why !== undefined && maySettle.has(why.code))) return 0;
  return Math.max(0, ...report.checks.filter(({ status }) => status !== "passed").map(({ id }) => withinOf(checks.get(id))));
}

/** Trouble that may be over in a moment; no other gets better by looking again (a list was asked for again already). */
const maySettle: ReadonlySet<Trouble["code"]> = new Set(["cancelled", "cut-short", "dns-down", "no-balancer", "node-not-ready", "refused"]);

/** Milliseconds that the state an answer leads to is waited for: long while things come by themselves, short where a mistake seems to stay. */
export function examPatience(report: ShownReport): number {
  return report.causes.every(mayComeByItself) ? 60_000 : 8_000;
}

function withinOf(check: Check | undefined): number {
  return check === undefined || check.kind === "ask" ? 0 : check.within;
}

export interface WaitRequest {
  readonly first: Sight;
  readonly again: () => Promise<Sight>;
  /** Milliseconds that may still be waited, after this look. */
  readonly patience: (sight: Sight) => number;
  readonly changes: (signal: AbortSignal) => AsyncIterable<void>;
  readonly clock: Ports["clock"];
  readonly signal: AbortSignal;
}

/** Looks again when the cluster changes, and once a second for what the cluster's objects don't tell. Answers the last look. */
export async function waitWhileOpen({ first, again, patience, changes, clock, signal }: WaitRequest): Promise<Sight> {
  const from = clock.now().getTime();
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const bell = createBell();
  const watching = ring(changes(either), bell);
  let sight = first;
  try {
    while (!signal.aborted && clock.now().getTime() - from < patience(sight)) {
      const nap = new AbortController();
      await Promise.race([bell.rung(), clock.wait(1000, AbortSignal.any([either, nap.signal]))]);
      nap.abort();
      if (!signal.aborted) sight = await again();
    }
    return sight;
  } finally {
    over.abort();
    await watching;
  }
}

// A watch that can't be kept is no reason to stop: the looks go on once a second.
async function ring(changes: AsyncIterable<void>, bell: Bell): Promise<void> {
  try {
    for await (const _ of changes) bell.ring();
  } catch {}
}

interface Bell {
  ring(): void;
  rung(): Promise<void>;
}

function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      isRung = true;
      wake?.();
    },
    async rung() {
      if (!isRung)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      isRung = false;
      wake = undefined;
    },
  };
}
