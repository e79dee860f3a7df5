import type { Step } from "../../../grader/model.ts";
import type { ShownReport } from "../../render/report.ts";

/** The first step all of whose checks were passed (`known`) and one of which is wrong now. */
export function brokenStep(steps: readonly Step[], report: ShownReport, known: readonly string[]): Step | undefined {
  return steps.find(
    ({ checks }) =>
      checks.every(({ id }) => known.includes(id)) && checks.some(({ id }) => report.checks.some((check) => check.id === id && check.status === "failed")),
  );
}
