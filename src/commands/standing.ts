/** How far each lab is, from the progress alone. */
import type { Lab } from "../../grader/model.ts";
import { clusterKey, labProgress, type Progress } from "../progress/progress.ts";
import type { LabRow } from "../render/lab-list.ts";

function possibleMarks(lab: Lab): number {
  return lab.steps.flatMap(({ checks }) => checks).reduce((sum, { marks }) => sum + marks, 0);
}

/** Rows for the cluster used last; the first lab that is not done is the next one. */
export function standing(labs: readonly Lab[], progress: Progress): readonly LabRow[] {
  const rows = labs.map((lab) => ({ lab, possible: possibleMarks(lab), earned: earnedIn(lab, progress) }));
  const next = rows.find(({ earned, possible }) => earned !== possible);
  return rows.map((row) => ({ ...row, next: row === next }));
}

function earnedIn(lab: Lab, progress: Progress): number | undefined {
  if (progress.cluster === undefined) return undefined;
  const { marks, step } = labProgress(progress, { cluster: clusterKey(progress.cluster), lab: lab.name });
  const known = lab.steps.flatMap(({ checks }) => checks).filter(({ id }) => marks[id] !== undefined);
  return known.length === 0 && step === undefined ? undefined : known.reduce((sum, { id, marks: possible }) => sum + Math.min(possible, marks[id] ?? 0), 0);
}
