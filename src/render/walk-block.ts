/** The block at the bottom of a step's screen: the drawing, the checks, the keys. */
import type { LocalizedText, Observation, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { markedStates, workingStates } from "./check-state.ts";
import { renderChecks } from "./checks-block.ts";
import { renderDrawing } from "./drawing.ts";
import { columnsOf, indented } from "./layout.ts";
import type { Look } from "./look.ts";
import { isMistake, type ShownReport } from "./report.ts";

export interface WalkBlock {
  readonly step: Step;
  /** Undefined: the first look is still under way. */
  readonly sight: { readonly observation: Observation; readonly report: ShownReport } | undefined;
  /** Ids of questions without an answer. */
  readonly unanswered: readonly string[];
  /** True once the learner asked to be told. */
  readonly told: boolean;
  readonly keys: readonly LocalizedText[];
}

export function renderWalk({ step, sight, unanswered, told, keys }: WalkBlock, look: Look): string {
  const foot = renderKeys(keys, look);
  if (sight === undefined) return `\n${foot}`;
  const { report, observation } = sight;
  const cause = report.causes[0];
  // A mistake is told by itself; what is only not done yet is told when asked.
  const tells = cause !== undefined && report.checks.some(({ status }) => status === "failed") && (told || isMistake(cause));
  const drawing = renderDrawing(step, observation, look);
  const checks = renderChecks(
    { checks: report.checks, states: tells ? markedStates(report.checks) : workingStates(report.checks, unanswered), cause: tells ? cause : undefined },
    look,
  );
  return ["", ...(drawing.length === 0 ? [] : [indented(drawing.join("\n"), 5), ""]), checks, ...(foot === "" ? [] : ["", foot])].join("\n");
}

/** `watching the cluster · c check now · …`, broken between keys where it is too long. */
function renderKeys(keys: readonly LocalizedText[], look: Look): string {
  const lines: string[] = [];
  for (const key of keys.map((text) => text[look.language])) {
    const last = lines.at(-1);
    const joined = last === undefined ? key : `${last} ${look.signs.dot} ${key}`;
    if (last !== undefined && columnsOf(joined) > look.columns - 4) lines.push(key);
    else lines.splice(-1, last === undefined ? 0 : 1, joined);
  }
  return indented(lines.map((line) => look.paint("faint", line)).join("\n"), 2);
}

export function walkKeys({ passed, last, asks }: { readonly passed: boolean; readonly last: boolean; readonly asks: boolean }): readonly LocalizedText[] {
  if (passed) return [last ? screens.keyFinish : screens.keyNext, screens.keyAgain, screens.keySolution, screens.keyShell, screens.keyList, screens.keyQuit];
  return [
    screens.watching,
    ...(asks ? [screens.keyAnswer] : []),
    screens.keyCheck,
    screens.keyHint,
    screens.keyShell,
    screens.keySolution,
    screens.keySkip,
    screens.keyList,
    screens.keyQuit,
  ];
}
