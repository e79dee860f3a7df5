/** One lab on one cluster, with what is known of the learner's progress in it. */
import type { Lab } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import { labOn } from "../labs/lab-on.ts";
import { clusterKey, type LabProgress, labProgress, type Place, withLab, withMarks } from "../progress/progress.ts";
import { UserError } from "../trouble.ts";
import type { Ports, Sight } from "./ports.ts";
import { told } from "./told.ts";

export interface Session {
  readonly lab: Lab;
  readonly driver: Driver;
  readonly place: Place;
}

export function sessionOf(lab: Lab, driver: Driver): Session {
  return { lab: labOn(driver.kind, lab), driver, place: { cluster: clusterKey(driver), lab: lab.name } };
}

/** Looks once at the cluster and judges, with the learner's answers and files. */
export async function lookAt(
  { grader, progress, shelf, signal }: Pick<Ports, "grader" | "progress" | "shelf" | "signal">,
  { lab, driver, place }: Session,
  steps?: readonly string[],
): Promise<Sight> {
  const [known, files] = await Promise.all([progress.read(), shelf.written(shelf.workFolder(lab))]);
  const { answers, marks } = labProgress(known, place);
  const passed = lab.steps.flatMap(({ checks }) => checks).filter((check) => check.once === true && marks[check.id] !== undefined);
  return grader.look({ lab, steps, driver, answers, passed: passed.map(({ id }) => id), files, folder: shelf.workFolder(lab), signal });
}

/** Keeps the marks that a look has shown, and which cluster was used. Trouble with the file is told, not thrown: the marks were shown all the same. */
export async function keepMarks(
  { progress, output, look, terminal }: Pick<Ports, "progress" | "output" | "look" | "terminal">,
  { driver, place }: Session,
  { report }: Sight,
): Promise<void> {
  const earned = Object.fromEntries(report.checks.filter(({ status }) => status === "passed").map(({ id, marks }) => [id, marks]));
  try {
    await progress.update((known) => ({
      ...withLab(known, place, (lab) => withMarks(lab, earned)),
      cluster: { kind: driver.kind, name: driver.name, namespace: driver.namespace },
    }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    output.say(told(error.text, { look, terminal }));
  }
}

export async function changeLab({ progress }: Pick<Ports, "progress">, { place }: Session, change: (lab: LabProgress) => LabProgress): Promise<LabProgress> {
  return labProgress(await progress.update((known) => withLab(known, place, change)), place);
}

export async function readLab({ progress }: Pick<Ports, "progress">, { place }: Session): Promise<LabProgress> {
  return labProgress(await progress.read(), place);
}
