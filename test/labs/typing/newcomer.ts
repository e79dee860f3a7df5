/** A newcomer who has finished the files as asked, types what the screen invites to, and answers from what appears. */
import { setTimeout as delay } from "node:timers/promises";
import type { Lab, Step } from "../../../grader/model.ts";
import { realClock } from "../../../src/cli/compose/clock.ts";
import { createGrader } from "../../../src/cli/compose/grader.ts";
import { createShelf } from "../../../src/cli/compose/shelf.ts";
import type { Driver } from "../../../src/cluster/driver.ts";
import { root } from "../course.ts";
import { sitDown, type TypedLine, type Typist } from "./typist.ts";

const never = new AbortController().signal;
const shelf = createShelf({ root, preparedLabs: "", home: "", environment: {} });
const grader = createGrader(realClock);

export interface WalkedStep {
  readonly step: Step;
  /** The last time that each line was typed, in order. */
  readonly typed: readonly TypedLine[];
  readonly answers: Readonly<Record<string, string>>;
  /** Marks before anything was done in this step. */
  readonly before: number;
  readonly earned: number;
  readonly possible: number;
}

/** Walks a lab; `look` is called after each step, while its shell is still open. */
export async function walk(lab: Lab, driver: Driver, look: (step: WalkedStep, typist: Typist) => Promise<void>): Promise<void> {
  const { solution } = await shelf.exam(lab);
  const state = await driver.state(never);
  const { folder, deeds, remove } = await shelf.copyFor(lab, solution, state.status === "running" ? (state.nodeAddress ?? "") : "");
  const typist = sitDown({ folder, env: { ...process.env, ...driver.environment() } });
  const answers: Record<string, string> = {};
  const passed = new Set<string>();
  try {
    for (const step of lab.steps) {
      const before = await sight();
      let typed: readonly TypedLine[] = await typeAll(step.type, typist);
      for (const { id } of step.checks) {
        const deed = deeds.find((each) => each.kind === "answer" && each.check === id);
        if (deed?.kind !== "answer") continue;
        answers[id] = "text" in deed.source ? deed.source.text : (await driver.run(deed.source.argv)).stdout.trim();
      }
      let { report } = await sight();
      for (const end = Date.now() + 90_000; report.earned < report.possible && Date.now() < end; { report } = await sight()) await delay(100);
      // What came too early (a log of a pod that was still starting) is looked at again, as people do.
      if (typed.some(({ code }) => code !== 0 && code !== undefined)) typed = await typeAll(step.type, typist);
      await look({ step, typed, answers, before: before.report.earned, earned: report.earned, possible: report.possible }, typist);

      async function sight() {
        const seen = await grader.look({
          lab,
          steps: [step.id],
          driver,
          answers,
          passed: [...passed],
          files: await shelf.written(folder),
          folder,
          signal: never,
        });
        for (const { id, status } of seen.report.checks) if (status === "passed") passed.add(id);
        return seen;
      }
    }
  } finally {
    await typist.leave();
    await remove();
  }
}

async function typeAll(lines: readonly string[], typist: Typist): Promise<readonly TypedLine[]> {
  const typed: TypedLine[] = [];
  for (const line of lines) typed.push(await typist.type(line));
  return typed;
}
