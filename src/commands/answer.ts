/** The questions of a lab, answered outside the walk. */
import type { AskCheck, Lab, Step } from "../../grader/model.ts";
import { answerTexts } from "../i18n/answer.ts";
import { withAnswer } from "../progress/progress.ts";
import { UserError } from "../trouble.ts";
import { askQuestion } from "./ask-question.ts";
import { exitCodeOf, renderReport, tellWayOn } from "./check.ts";
import { targetOrHere } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { changeLab, keepMarks, lookAt, readLab, type Session, sessionOf } from "./session.ts";

export interface AnswerRequest extends ClusterWishes {
  /** Undefined: the step where the learner is. */
  readonly target: string | undefined;
  /** `CHECK=TEXT` each; none: they are asked at the terminal. */
  readonly given: readonly string[];
}

/** Takes the answers that are given, or asks for those that are open, and marks. Throws UserError no-question, unknown-question, no-terminal. */
export async function answer(ports: Ports, request: AnswerRequest): Promise<ExitCode> {
  const { lab, step } = await targetOrHere(ports, request.target, await ports.shelf.labs());
  const questions = questionsIn(lab, step);
  const place = step === undefined ? lab.name : `${lab.name}/${step.id}`;
  if (questions.length === 0) throw new UserError({ code: "no-question", text: answerTexts.noQuestion(place) });
  const given = request.given.map((text) => readGiven(text, questions, place));
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  if (given.length === 0) await askOpen(ports, session, questions, place);
  else for (const { id, text } of given) await changeLab(ports, session, (known) => withAnswer(known, id, text));
  const sight = await lookAt(ports, session, step === undefined ? undefined : [step.id]);
  await keepMarks(ports, session, sight);
  ports.output.print(renderReport(sight.report, ports));
  const code = exitCodeOf(sight.report);
  if (code === 0 && request.target === undefined) tellWayOn(ports);
  return code;
}

/** The questions that no mark was earned for yet. */
async function openQuestions(ports: Ports, session: Session, questions: readonly AskCheck[]): Promise<readonly AskCheck[]> {
  const { marks } = await readLab(ports, session);
  return questions.filter(({ id }) => marks[id] === undefined);
}

function questionsIn(lab: Lab, step: Step | undefined): readonly AskCheck[] {
  return (step === undefined ? lab.steps : [step]).flatMap(({ checks }) => checks).filter((check): check is AskCheck => check.kind === "ask");
}

async function askOpen(ports: Ports, session: Session, questions: readonly AskCheck[], place: string): Promise<void> {
  const open = await openQuestions(ports, session, questions);
  if (open.length === 0) return;
  if (ports.terminal === undefined)
    throw new UserError({ code: "no-terminal", text: answerTexts.noTerminal(`svclab answer ${place} --set ${open[0]?.id}=...`) });
  for (const check of open) {
    const text = await askQuestion(ports.terminal.prompts, check, ports.look);
    if (text !== "") await changeLab(ports, session, (known) => withAnswer(known, check.id, text));
  }
}

function readGiven(text: string, questions: readonly AskCheck[], place: string): { readonly id: string; readonly text: string } {
  const at = text.indexOf("=");
  const id = at < 0 ? "" : text.slice(0, at);
  if (questions.some((check) => check.id === id)) return { id, text: text.slice(at + 1) };
  throw new UserError({
    code: "unknown-question",
    text: answerTexts.unknownQuestion({ place, given: text, ids: questions.map((check) => `--set ${check.id}=...`).join(", ") }),
  });
}
