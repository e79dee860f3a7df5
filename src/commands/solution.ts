/** The reference answer: once the marks are earned, or when it is asked for twice. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import type { Answer, Deed } from "../labs/exam.ts";
import { type LabProgress, labProgress, withSolutionAsked } from "../progress/progress.ts";
import { commandLine } from "../render/command-line.ts";
import { indented } from "../render/layout.ts";
import type { Look } from "../render/look.ts";
import { renderProse } from "../render/prose.ts";
import { targetOrHere } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { changeLab, type Session, sessionOf } from "./session.ts";

export async function solution(ports: Ports, request: ClusterWishes & { readonly target: string | undefined }): Promise<ExitCode> {
  const { lab, step } = await targetOrHere(ports, request.target, await ports.shelf.labs());
  const { driver } = await ports.clusters.open(request);
  ports.output.print(renderSolution(await askSolution(ports, { session: sessionOf(lab, driver), step }), ports.look));
  return 0;
}

export type Solution = { readonly status: "locked" } | { readonly status: "shown"; readonly answer: Answer; readonly files: readonly SolutionFile[] };

interface SolutionFile {
  readonly name: string;
  readonly text: string;
}

/** Locked until it is passed or asked for a second time; asking counts. */
export async function askSolution(
  { progress, shelf }: Pick<Ports, "progress" | "shelf">,
  { session, step }: { readonly session: Session; readonly step: Step | undefined },
): Promise<Solution> {
  const { lab, place } = session;
  const known = labProgress(await progress.read(), place);
  const asked = known.solutions[step?.id ?? ""] ?? 0;
  if (!isPassed(lab, step, known) && asked === 0) {
    await changeLab({ progress }, session, (before) => withSolutionAsked(before, step?.id ?? ""));
    return { status: "locked" };
  }
  const { solution: answer } = await shelf.exam(lab);
  return { status: "shown", answer, files: await filesOf(answer) };
}

export function renderSolution(solution: Solution, look: Look): string {
  return solution.status === "locked" ? renderProse(screens.solutionLocked[look.language], look) : renderAnswer(solution, look);
}

function isPassed(lab: Lab, step: Step | undefined, known: LabProgress): boolean {
  const steps = step === undefined ? lab.steps : [step];
  return steps.flatMap(({ checks }) => checks).every(({ id }) => known.marks[id] !== undefined);
}

async function filesOf(answer: Answer): Promise<readonly SolutionFile[]> {
  const names = [...new Set(answer.do.flatMap(argvOf).filter((word) => /\.ya?ml$/.test(word)))];
  const read = await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(answer.folder, name), "utf8").catch(() => "") })));
  return read.filter(({ text }) => text !== "");
}

/** The answer to a question is a comment: what follows can be pasted as it is. */
function deedText(deed: Deed): string {
  if (deed.kind === "run") return commandLine(deed.argv);
  return "text" in deed.source ? `# ${deed.check}: ${deed.source.text}` : `# ${deed.check}:\n${commandLine(deed.source.argv)}`;
}

function argvOf(deed: Deed): readonly string[] {
  if (deed.kind === "run") return deed.argv;
  return "argv" in deed.source ? deed.source.argv : [];
}

function renderAnswer({ answer, files }: Extract<Solution, { status: "shown" }>, look: Look): string {
  const [word, title] = [words.solution[look.language], answer.title[look.language]];
  const head = `  ${look.paint("strong", word)}${title.toLowerCase() === word.toLowerCase() ? "" : `   ${title}`}`;
  const commands = answer.do.map(deedText);
  const texts = files.map(({ name, text }) => `  ${look.paint("faint", `${look.signs.rule.repeat(2)} ${name}`)}\n${indented(text.trimEnd(), 2)}`);
  return [head, ...texts, indented(commands.map((line) => look.paint("code", line)).join("\n"), 2)].join("\n\n");
}
