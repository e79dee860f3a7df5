/** The first hint: what was just found, pointed at but not yet told. Without a cause, the lab's own first hint. */
import type { LocalizedText, Step } from "./model.ts";
import type { Report } from "./report.ts";

export function firstHint(report: Report, step: Step): LocalizedText {
  const failed = new Set(report.checks.filter((check) => check.step === step.id).flatMap((check) => check.findings.map(keyOf)));
  const cause = report.causes.find((finding) => failed.has(keyOf(finding))) ?? report.causes[0];
  if (cause === undefined || cause.code.startsWith("ask-") || cause.code === "missing") return { ko: step.prose.ko.hints[0], en: step.prose.en.hints[0] };
  const { kind, name } = cause.object;
  if (cause.file !== undefined) {
    const place = `${cause.file.path}:${cause.file.line}`;
    return { ko: `이 줄을 살펴보세요: ${place}`, en: `Look closely at ${place}.` };
  }
  const path = cause.path === undefined ? "" : ` · ${cause.path}`;
  return { ko: `살펴볼 곳: ${kind} ${name}${path}`, en: `Look closely at ${kind} ${name}${path}.` };
}

function keyOf(finding: { readonly code: string; readonly object: object; readonly path?: string | undefined }): string {
  return JSON.stringify([finding.code, finding.object, finding.path ?? ""]);
}
