/** What svclab says of a lab: the same observation gives the same report, to the byte. */
import { distanceFromCause, type Finding, type FindingCode, fieldCodes } from "./finding.ts";
import { compareText, stableText } from "./json.ts";
import { type Judged, judgeLab } from "./judge.ts";
import { marksOf } from "./marks.ts";
import { messageOf, troubleText } from "./messages/messages.ts";
import type { Lab, Language, LocalizedText, Observation, Trouble, Vantage } from "./model.ts";
import { askedElsewhere } from "./vantage.ts";

export interface ReportedFinding extends Finding {
  readonly message: LocalizedText;
}

export interface ReportedCheck {
  readonly id: string;
  readonly step: string;
  readonly title: LocalizedText;
  readonly marks: number;
  readonly status: "passed" | "failed" | "blocked" | "unknown";
  readonly findings: readonly ReportedFinding[];
  /** status blocked: the checks it waits for. */
  readonly by?: readonly string[];
  /** status unknown: why it can't be told. */
  readonly why?: Trouble;
  /** status passed: from where it was asked, where that was not this computer's own way to the address. */
  readonly asked?: Vantage;
}

export interface Report {
  readonly formatVersion: 1;
  readonly lab: string;
  readonly cluster: Observation["cluster"];
  readonly earned: number;
  readonly possible: number;
  /** The first is the root cause. */
  readonly causes: readonly ReportedFinding[];
  readonly checks: readonly ReportedCheck[];
}

/** `steps`: ids of the steps to report on; absent: all. */
export function grade(lab: Lab, observation: Observation, options: { readonly steps?: readonly string[] | undefined } = {}): Report {
  const judged = judgeLab(lab, observation).filter(({ step }) => options.steps === undefined || options.steps.includes(step));
  return {
    formatVersion: 1,
    lab: lab.name,
    cluster: observation.cluster,
    ...marksOf(judged),
    causes: causesOf(judged).map(withMessage),
    checks: judged.map((each) => reported(each, observation)),
  };
}

/** Each cause once, in the order of the checks that met it; what is only a symptom, or not done yet, stands behind. */
function causesOf(judged: readonly Judged[]): readonly Finding[] {
  const found = judged.flatMap(({ verdict }) => (verdict.status === "failed" ? verdict.findings : []));
  const first = new Map<string, Finding>();
  for (const finding of found) {
    const key = stableText([finding.object, finding.path ?? finding.code]);
    const held = first.get(key);
    if (held === undefined || tellsMore(finding, held)) first.set(key, finding);
  }
  return [...first.values()]
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => distanceFromCause(a.finding.code) - distanceFromCause(b.finding.code) || a.index - b.index)
    .map(({ finding }) => finding);
}

/** Of two findings about one field: the nearer to the cause; else the one that says what the field leads to. */
function tellsMore(finding: Finding, held: Finding): boolean {
  const [near, heldNear] = [distanceFromCause(finding.code), distanceFromCause(held.code)];
  if (near !== heldNear) return near < heldNear;
  return isFieldCode(held.code) && !isFieldCode(finding.code);
}

function isFieldCode(code: FindingCode): boolean {
  return (fieldCodes as readonly string[]).includes(code);
}

function reported({ check, step, verdict }: Judged, observation: Observation): ReportedCheck {
  const findings = verdict.status === "failed" ? verdict.findings.map(withMessage) : [];
  const plain = { id: check.id, step, title: check.title, marks: check.marks, status: verdict.status, findings };
  if (verdict.status === "blocked") return { ...plain, by: [...verdict.by].sort(compareText) };
  if (verdict.status === "unknown") return { ...plain, why: verdict.why };
  const asked = verdict.status === "passed" ? askedElsewhere(observation, check.id) : undefined;
  return asked === undefined ? plain : { ...plain, asked };
}

function withMessage(finding: Finding): ReportedFinding {
  return { ...finding, message: messageOf(finding) };
}

/** The one document that --json prints: titles and messages in one language. */
export function reportIn(language: Language, report: Report): object {
  const finding = (held: ReportedFinding) => ({ ...held, message: held.message[language] });
  return {
    ...report,
    causes: report.causes.map(finding),
    checks: report.checks.map(({ why, ...check }) => ({
      ...check,
      title: check.title[language],
      findings: check.findings.map(finding),
      ...(why === undefined ? {} : { why: { ...why, message: troubleText(why.code)[language] } }),
    })),
  };
}
