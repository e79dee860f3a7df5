/** The learner's progress as a document. */
import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { askedText } from "../../grader/messages/messages.ts";
import type { Check, Lab, Step } from "../../grader/model.ts";
import type { ReportedCheck } from "../../grader/report.ts";
import { transcriptTexts } from "../i18n/transcript.ts";
import { clusterKey, type LabProgress, labProgress } from "../progress/progress.ts";
import { transcriptHtml } from "../render/transcript/html.ts";
import { transcriptJunit } from "../render/transcript/junit.ts";
import { transcriptMarkdown } from "../render/transcript/markdown.ts";
import type { Transcript, TranscriptCheck, TranscriptLab, TranscriptStep } from "../render/transcript/transcript.ts";
import { UserError } from "../trouble.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { lookAt, sessionOf } from "./session.ts";
import { told } from "./told.ts";

export type ReportFormat = "html" | "markdown" | "json" | "junit";

export interface ReportRequest extends ClusterWishes {
  /** Undefined: by the name of the output, else markdown. */
  readonly format: ReportFormat | undefined;
  /** Undefined: stdout. */
  readonly output: string | undefined;
}

/** Changes nothing: what was passed is looked at again where the cluster runs, else told from the progress alone. */
export async function report(ports: Ports, request: ReportRequest): Promise<ExitCode> {
  const { language } = ports.look;
  const text = rendered(await transcriptOf(ports, request), request.format ?? formatOf(request.output), language);
  if (request.output === undefined) {
    ports.output.print(text);
    return 0;
  }
  try {
    await writeFile(request.output, `${text}\n`);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    throw new UserError({ code: "report-not-writable", text: transcriptTexts.notWritable({ path: request.output, reason }), cause: error });
  }
  ports.output.say(told(transcriptTexts.written(request.output), ports));
  return 0;
}

function rendered(transcript: Transcript, format: ReportFormat, language: "ko" | "en"): string {
  switch (format) {
    case "html":
      return transcriptHtml(transcript, language);
    case "markdown":
      return transcriptMarkdown(transcript, language);
    case "json":
      return JSON.stringify(transcript, undefined, 2);
    case "junit":
      return transcriptJunit(transcript, language);
  }
}

function formatOf(output: string | undefined): ReportFormat {
  const formats: Readonly<Record<string, ReportFormat>> = { ".html": "html", ".htm": "html", ".json": "json", ".xml": "junit" };
  return formats[extname(output ?? "").toLowerCase()] ?? "markdown";
}

async function transcriptOf(ports: Ports, request: ReportRequest): Promise<Transcript> {
  const labs = await ports.shelf.labs();
  const known = await ports.progress.read();
  const key = known.cluster === undefined ? "" : clusterKey(known.cluster);
  const seen = known.cluster === undefined ? undefined : await seenNow(ports, request, labs, (lab) => labProgress(known, { cluster: key, lab: lab.name }));
  const told = labs.map((lab) => labOf(lab, labProgress(known, { cluster: key, lab: lab.name }), seen?.get(lab.name) ?? []));
  return {
    formatVersion: 1,
    at: ports.clock.now().toISOString(),
    cluster: known.cluster,
    live: seen !== undefined,
    earned: told.reduce((sum, { earned }) => sum + earned, 0),
    possible: told.reduce((sum, { possible }) => sum + possible, 0),
    labs: told,
  };
}

/** The checks as they are now, by lab; undefined where the cluster doesn't run. */
async function seenNow(
  ports: Ports,
  wishes: ClusterWishes,
  labs: readonly Lab[],
  known: (lab: Lab) => LabProgress,
): Promise<ReadonlyMap<string, readonly ReportedCheck[]> | undefined> {
  const { driver } = await ports.clusters.open(wishes);
  if ((await driver.state(ports.signal)).status !== "running") return undefined;
  const begun = labs.filter((lab) => Object.keys(known(lab).marks).length > 0);
  const looks = await Promise.all(
    begun.map(async (lab) => {
      const { report: seen } = await lookAt(ports, sessionOf(lab, driver));
      return [lab.name, seen.checks] as const;
    }),
  );
  return new Map(looks);
}

function labOf(lab: Lab, known: LabProgress, seen: readonly ReportedCheck[]): TranscriptLab {
  const steps = lab.steps.map((step) => stepOf(step, known, seen));
  const earned = steps.reduce((sum, step) => sum + step.earned, 0);
  const possible = steps.reduce((sum, step) => sum + step.possible, 0);
  const begun = known.step !== undefined || Object.keys(known.marks).length > 0;
  return {
    lab: lab.name,
    number: lab.number,
    title: lab.title,
    status: begun ? (earned === possible ? "done" : "begun") : "not-begun",
    earned,
    possible,
    steps,
  };
}

function stepOf({ id, title, checks }: Step, known: LabProgress, seen: readonly ReportedCheck[]): TranscriptStep {
  return {
    id,
    title,
    earned: checks.reduce((sum, check) => sum + Math.min(check.marks, known.marks[check.id] ?? 0), 0),
    possible: checks.reduce((sum, { marks }) => sum + marks, 0),
    hints: known.hints[id] ?? 0,
    solutionSeen: (known.solutions[id] ?? 0) > 1,
    checks: checks.map((check) => checkOf(check, known, seen)),
  };
}

function checkOf({ id, title, marks }: Check, known: LabProgress, seen: readonly ReportedCheck[]): TranscriptCheck {
  const now = seen.find((each) => each.id === id);
  const status = known.marks[id] === undefined ? "open" : now?.status === "failed" ? "broken" : "passed";
  return { id, title, marks, status, ...(now?.asked === undefined || status !== "passed" ? {} : { asked: askedText(now.asked) }) };
}
