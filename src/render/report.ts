/** What the renderers read of a report. */
import { distanceFromCause } from "../../grader/finding.ts";
import type { Report, ReportedCheck, ReportedFinding } from "../../grader/report.ts";

export type ShownReport = Report;
export type ShownCheck = ReportedCheck;
export type ShownFinding = ReportedFinding;

/** False for what is only not done yet (a starter file with its TODO), under way, or a symptom of something else. */
export function isMistake({ code }: ShownFinding): boolean {
  return distanceFromCause(code) === 0;
}

/** True for a mistake that was read in a manifest, and not seen in the cluster. */
export function isOfFileAlone({ code }: ShownFinding): boolean {
  return code.startsWith("manifest-");
}

/** True for what is under way, and for symptoms that may only need a moment. */
export function mayComeByItself({ code }: ShownFinding): boolean {
  return distanceFromCause(code) >= 2 && !isQuestion({ code });
}

/** Nothing but the learner can answer a question; a wrong answer leaves it open. */
export function isQuestion({ code }: Pick<ShownFinding, "code">): boolean {
  return code === "ask-unanswered" || code === "ask-wrong" || code === "ask-other-address";
}
