/** The page of a step while it is worked on: one thing in focus, one thing to do next. */
import type { Lab, LocalizedText, Observation, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { renderAfterStep } from "./after-step.ts";
import { markedStates, workingStates } from "./check-state.ts";
import { renderChecks } from "./checks-block.ts";
import { renderDrawing } from "./drawing.ts";
import { renderKeys } from "./keys-line.ts";
import { indented, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import type { Page, Part } from "./page.ts";
import { renderProse } from "./prose.ts";
import { isMistake, isOfFileAlone, type ShownCheck, type ShownFinding, type ShownReport } from "./report.ts";
import { renderHeading, renderMeans, renderTask, renderText } from "./step-screen.ts";

export interface WalkPage {
  readonly lab: Lab;
  readonly step: Step;
  /** Where the starter files lie, as shown to the learner. */
  readonly folder: string;
  readonly view: "work" | "text" | "solution";
  /** Undefined: the first look is still under way. */
  readonly sight: { readonly observation: Observation; readonly report: ShownReport } | undefined;
  /** Ids of checks that were passed before. */
  readonly known: readonly string[];
  /** Starter files that the learner has neither changed nor applied yet. */
  readonly untried: readonly string[];
  /** True once the learner asked to be told. */
  readonly told: boolean;
  /** True where the first look found the step passed: its task was never to be seen. */
  readonly heldAlready: boolean;
  /** The hint that is due, rendered. */
  readonly hint: string;
  /** The solution, rendered. */
  readonly solution: string;
  /** An earlier step that was passed and no longer holds. */
  readonly broken: Step | undefined;
  /** True where a shell can be opened beside this one. */
  readonly splits: boolean;
}

export function renderWalkPage(walk: WalkPage, look: Look): Page {
  const head = renderHeading(walk.lab, walk.step, look);
  const text: Part = { name: "text", text: renderText(walk.step, look) };
  if (walk.view === "text")
    return { name: `${walk.step.id}/text`, head, parts: [text], folds: [], foot: renderKeys([screens.keyLanguage, screens.keyQuit], look, screens.keyBegin) };
  if (walk.view === "solution") {
    const solution = { name: "solution", text: walk.solution };
    return {
      name: `${walk.step.id}/solution`,
      head,
      parts: [solution],
      folds: [],
      foot: renderKeys([screens.keyLanguage, screens.keyQuit], look, screens.keyBack),
    };
  }
  return isPassed(walk) ? passedPage(walk, { head, text }, look) : workPage(walk, { head, text }, look);
}

export function isPassed({ sight }: Pick<WalkPage, "sight">): boolean {
  return sight?.report.checks.every(({ status }) => status === "passed") ?? false;
}

/** What the screen shows in any case, and the text above it. */
interface Frame {
  readonly head: string;
  readonly text: Part;
}

function workPage(walk: WalkPage, { head, text }: Frame, look: Look): Page {
  const { step, folder, sight } = walk;
  const cause = sight?.report.causes[0];
  const tells =
    sight !== undefined && cause !== undefined && sight.report.checks.some(({ status }) => status === "failed") && (walk.told || isTold(cause, walk));
  const checks = sight?.report.checks ?? step.checks.map(unseen(step));
  const states = tells ? markedStates(checks, walk.known) : sight === undefined ? checks.map(() => "later" as const) : workingStates(checks, walk.known);
  return {
    name: step.id,
    head,
    parts: [
      text,
      { name: "task", text: renderTask({ step, folder }, look), folded: renderMeans({ step, folder }, look) },
      { name: "broken", text: renderBroken(walk, look) },
      { name: "drawing", text: sight === undefined ? "" : indented(renderDrawing(step, sight.observation, look).join("\n"), 5) },
      { name: "checks", text: renderChecks({ checks, states, cause: tells ? cause : undefined }, look) },
      { name: "hint", text: walk.hint },
    ],
    folds: ["text", "drawing", "task"],
    // Until there is something to tell, the task stands first.
    focus: walk.hint !== "" ? "hint" : tells ? "checks" : undefined,
    foot:
      asksNow(walk) === "only"
        ? renderKeys(workKeys(walk), look, screens.keyAnswer)
        : renderKeys([sight === undefined ? screens.marking : screens.watching, ...workKeys(walk)], look),
  };
}

/** A mistake is told by itself, one that the file came with once it was tried; what is only not done yet is told when asked. */
function isTold(cause: ShownFinding, { untried }: WalkPage): boolean {
  return isMistake(cause) && !(isOfFileAlone(cause) && untried.includes(cause.file?.path ?? ""));
}

function passedPage(walk: WalkPage, { head, text }: Frame, look: Look): Page {
  const checks = walk.sight?.report.checks ?? [];
  const first = walk.lab.steps.at(-1) === walk.step ? screens.keyFinish : screens.keyNext;
  return {
    name: walk.step.id,
    head,
    parts: [
      text,
      { name: "task", text: walk.heldAlready ? renderTask(walk, look) : "", folded: walk.heldAlready ? renderMeans(walk, look) : "" },
      { name: "drawing", text: walk.sight === undefined ? "" : indented(renderDrawing(walk.step, walk.sight.observation, look).join("\n"), 5) },
      { name: "checks", text: renderChecks({ checks, states: markedStates(checks, []), cause: undefined }, look) },
      { name: "held", text: walk.heldAlready ? renderProse(screens.heldAlready[look.language], look) : "" },
      { name: "after", text: renderAfterStep(walk.step, checks, look) },
    ],
    folds: ["text", "drawing", "checks", "task"],
    focus: "after",
    foot: renderKeys([screens.keyRead, screens.keySolution, screens.keyShell, screens.keyLanguage, screens.keyList, screens.keyQuit], look, first),
  };
}

function workKeys(walk: WalkPage): readonly LocalizedText[] {
  return [
    ...(asksNow(walk) === "too" ? [screens.keyAnswer] : []),
    screens.keyCheck,
    screens.keyHint,
    screens.keyShell,
    ...(walk.splits ? [screens.keySplit] : []),
    screens.keyRead,
    screens.keySolution,
    screens.keySkip,
    ...(walk.broken === undefined ? [] : [screens.keyEarlier]),
    screens.keyLanguage,
    screens.keyList,
    screens.keyQuit,
  ];
}

/** Whether a question is open: nothing else, or something else too. */
function asksNow({ sight, step }: WalkPage): "only" | "too" | "no" {
  const questions = new Set(step.checks.filter(({ kind }) => kind === "ask").map(({ id }) => id));
  const open = sight?.report.checks.filter(({ status }) => status !== "passed") ?? [];
  const asked = open.filter(({ id, status }) => questions.has(id) && status === "failed");
  return asked.length === 0 ? "no" : asked.length === open.length ? "only" : "too";
}

function renderBroken({ lab, broken }: WalkPage, look: Look): string {
  if (broken === undefined) return "";
  const text = screens.brokenEarlier({ number: lab.steps.indexOf(broken) + 1, title: broken.title[look.language] })[look.language];
  return indented(
    wrapped(`${look.signs.toMend} ${text}`, look.columns - 4)
      .map((line) => look.paint("bad", line))
      .join("\n"),
    2,
  );
}

function unseen(step: Step): (check: Step["checks"][number]) => ShownCheck {
  return ({ id, title, marks }) => ({ id, step: step.id, title, marks, status: "blocked", findings: [] });
}
