/** How far each lab is, from the progress alone. */
import type { Lab } from "../../grader/model.ts";
import { clusterKey, labProgress, type Progress } from "../progress/progress.ts";
import type { LabRow } from "../render/lab-list.ts";

function possibleMarks(lab: Lab): number {
  return lab.steps.flatMap(({ checks }) => checks).reduce((sum, { marks }) => sum + marks, 0);
}

/** Rows for the cluster used last; the next one is the lab walked last while it is open, else the first that is. */
export function standing(labs: readonly Lab[], progress: Progress): readonly LabRow[] {
  const rows = labs.map((lab) => ({ lab, possible: possibleMarks(lab), earned: earnedIn(lab, progress) }));
  const open = rows.filter(({ earned, possible }) => earned !== possible);
  const next = open.find(({ lab }) => lab.name === progress.lab) ?? open[0];
  return rows.map((row) => ({ ...row, next: row === next }));
}

function earnedIn(lab: Lab, progress: Progress): number | undefined {
  if (progress.cluster === undefined) return undefined;
  const { marks, step } = labProgress(progress, { cluster: clusterKey(progress.cluster), lab: lab.name });
  const known = lab.steps.flatMap(({ checks }) => checks).filter(({ id }) => marks[id] !== undefined);
  return known.length === 0 && step === undefined ? undefined : known.reduce((sum, { id, marks: possible }) => sum + Math.min(possible, marks[id] ?? 0), 0);
}
