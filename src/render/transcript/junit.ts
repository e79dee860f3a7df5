/** As CI systems read test results: a suite a lab, a case a check. */
import type { Language } from "../../../grader/model.ts";
import { transcriptTexts as texts } from "../../i18n/transcript.ts";
import type { Transcript, TranscriptCheck, TranscriptLab } from "./transcript.ts";

export function transcriptJunit({ labs, at }: Transcript, language: Language): string {
  const suites = labs.map((lab) => suite(lab, at, language));
  const counts = labs.map(countsOf);
  const sum = (key: keyof Counts): number => counts.reduce((total, each) => total + each[key], 0);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="svclab" tests="${sum("tests")}" failures="${sum("failures")}" skipped="${sum("skipped")}">\n${suites.join("\n")}\n</testsuites>`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

/** A lab that was not begun is skipped, not failed. */
function countsOf({ status, steps }: TranscriptLab): Counts {
  const checks = steps.flatMap((step) => step.checks);
  const open = checks.filter((check) => check.status !== "passed").length;
  return { tests: checks.length, failures: status === "not-begun" ? 0 : open, skipped: status === "not-begun" ? open : 0 };
}

function suite(lab: TranscriptLab, at: string, language: Language): string {
  const { tests, failures, skipped } = countsOf(lab);
  const cases = lab.steps.flatMap(({ id, checks }) => checks.map((check) => testCase(`${lab.lab}.${id}`, check, lab.status === "not-begun", language)));
  return `  <testsuite name="${escaped(lab.lab)}" tests="${tests}" failures="${failures}" skipped="${skipped}" timestamp="${at}">\n${cases.join("\n")}\n  </testsuite>`;
}

function testCase(place: string, { title, status }: TranscriptCheck, isSkipped: boolean, language: Language): string {
  const head = `    <testcase classname="${escaped(place)}" name="${escaped(title[language])}"`;
  if (status === "passed") return `${head}/>`;
  const inner = isSkipped ? "<skipped/>" : `<failure message="${escaped(texts[status][language])}"/>`;
  return `${head}>${inner}</testcase>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
