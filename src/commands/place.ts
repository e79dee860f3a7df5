/** Where the learner is: the lab and step that a command means when none is named. */
import type { Lab, Step } from "../../grader/model.ts";
import { clusterKey, labProgress, type Progress, withLab } from "../progress/progress.ts";
import { type Target, targetNamed } from "./find-lab.ts";
import type { Ports } from "./ports.ts";
import type { Session } from "./session.ts";
import { standing } from "./standing.ts";

/** The target that is named, or the step where the learner is. Throws UserError unknown-lab, unknown-step. */
export async function targetOrHere({ progress }: Pick<Ports, "progress">, word: string | undefined, labs: readonly Lab[]): Promise<Target> {
  return word === undefined ? here(labs, await progress.read()) : targetNamed(word, labs);
}

/** The lab that was walked last, else the next that is open; in it the step last stood at, else the first. */
export function here(labs: readonly Lab[], progress: Progress): { readonly lab: Lab; readonly step: Step | undefined } {
  const lab = labs.find(({ name }) => name === progress.lab) ?? standing(labs, progress).find((row) => row.next)?.lab ?? labs[0]!;
  const at = progress.cluster === undefined ? undefined : labProgress(progress, { cluster: clusterKey(progress.cluster), lab: lab.name }).step;
  return { lab, step: lab.steps.find(({ id }) => id === at) ?? lab.steps[0] };
}

/** From now on this is where the learner is, also for other svclabs and the prompt of a lab shell. */
export async function enterStep({ progress, shelf }: Pick<Ports, "progress" | "shelf">, { lab, driver, place }: Session, step: Step): Promise<void> {
  await progress.update((known) => ({
    ...withLab(known, place, (before) => ({ ...before, step: step.id })),
    cluster: { kind: driver.kind, name: driver.name, namespace: driver.namespace },
    lab: lab.name,
  }));
  await shelf.showPlace(`${lab.name}/${step.id}`);
}
