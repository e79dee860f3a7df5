/** A report as the one document that `--json` prints. */
import type { Language } from "../../grader/model.ts";
import type { ShownFinding, ShownReport } from "./report.ts";

/** Values that are not known are null, so that a reader finds every key. */
export function reportDocument(report: ShownReport, language: Language): object {
  const finding = (found: ShownFinding): object => ({
    code: found.code,
    object: found.object,
    path: found.path ?? null,
    seen: found.seen ?? null,
    wanted: found.wanted ?? null,
    nearest: found.nearest ?? null,
    file: found.file ?? null,
    fix: found.fix ?? null,
    message: found.message[language],
  });
  return {
    formatVersion: 1,
    lab: report.lab,
    cluster: report.cluster,
    earned: report.earned,
    possible: report.possible,
    causes: report.causes.map(finding),
    checks: report.checks.map(({ id, step, title, marks, status, findings, by, why }) => ({
      id,
      step,
      title: title[language],
      marks,
      status,
      findings: findings.map(finding),
      ...(by.length > 0 ? { by } : {}),
      ...(why === undefined ? {} : { why }),
    })),
  };
}
