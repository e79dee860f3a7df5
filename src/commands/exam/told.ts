/** What a report tells, in a few words. */
import { distanceFromCause } from "../../../grader/finding.ts";
import { objectText } from "../../render/finding.ts";
import type { ShownFinding, ShownReport } from "../../render/report.ts";

export function brief(cause: ShownFinding): string {
  return `${cause.code} ${objectText(cause)}${cause.path === undefined ? "" : ` ${cause.path}`}`;
}

export function passedIn(report: ShownReport): string {
  return report.checks.flatMap(({ id, status }) => (status === "passed" ? [id] : [])).join(", ");
}

export function unknownIn(report: ShownReport): string {
  const open = report.checks.filter(({ status }) => status === "unknown");
  return open.length === 0 ? "" : ` (unknown: ${open.map(({ id, why }) => `${id} ${why?.code ?? ""}`.trim()).join(", ")})`;
}

export function isFull({ earned, possible }: ShownReport): boolean {
  return earned === possible;
}

/** All that is missing lies behind an address to which no way leads from here. */
export function isOnlyCut({ checks }: ShownReport): boolean {
  const cut = checks.filter(({ status, why }) => status === "unknown" && why?.code === "no-route").map(({ id }) => id);
  return cut.length > 0 && checks.every(({ id, status, by }) => status === "passed" || cut.includes(id) || (by?.every((each) => cut.includes(each)) ?? false));
}

export function isSame(a: ShownFinding, b: ShownFinding): boolean {
  return (
    a.code === b.code && a.path === b.path && a.object.kind === b.object.kind && a.object.name === b.object.name && a.object.namespace === b.object.namespace
  );
}

/** Asked before all was ready, a program says something else than later. */
export function isQuestion({ object }: ShownFinding): boolean {
  return object.kind === "Question";
}

/** Found while the cluster is still changing, it gives way to its cause. */
export function isSymptom({ code }: ShownFinding): boolean {
  return distanceFromCause(code) === 3;
}

/** What was written can be told, and what was meant can't; and what the lab teaches to do is not done for the learner. */
export function mayLackFix({ code }: ShownFinding): boolean {
  return ["missing", "manifest-unfinished", "manifest-syntax", "manifest-required"].includes(code);
}
