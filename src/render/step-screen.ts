/** A step as the learner meets it: its title, what it is about, and the task. */
import type { Lab, LocalizedText, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import { apart, columnsOf, indented, padded } from "./layout.ts";
import type { Look } from "./look.ts";
import { renderProse } from "./prose.ts";

export interface StepScreen {
  readonly lab: Lab;
  readonly step: Step;
  /** Where the starter files lie, as shown to the learner. */
  readonly folder: string;
}

/** All of it, one below the other. */
export function renderStep({ lab, step, folder }: StepScreen, look: Look): string {
  return [renderHeading(lab, step, look), renderText(step, look), renderTask({ step, folder }, look)].filter((part) => part !== "").join("\n\n");
}

export function renderHeading(lab: Lab, step: Step, look: Look): string {
  const at = screens.stepOf({ number: lab.steps.indexOf(step) + 1, of: lab.steps.length })[look.language];
  const title = indented(apart(look.paint("strong", `${lab.number}  ${lab.title[look.language]}`), look.paint("faint", at), look.columns - 4), 2);
  return `${title}\n     ${step.title[look.language]}`;
}

export function renderText(step: Step, look: Look): string {
  return renderProse(step.prose[look.language].text, look);
}

/** The task in words, then the files and commands as they can be copied: they are never broken. */
export function renderTask({ step, folder }: { readonly step: Step; readonly folder: string }, look: Look): string {
  const { task } = step.prose[look.language];
  const column = labelColumn(look);
  const lines = task === "" ? [] : renderProse(task, { ...look, columns: look.columns - column - 4 }, 0).split("\n");
  const means = renderMeans({ step, folder }, look);
  if (lines.length === 0) return means;
  return [labelled(words.yourTurn, lines, look), ...(means === "" ? [] : ["", means])].join("\n");
}

/** The files and commands alone: what is left of the task where the window is low. */
export function renderMeans({ step, folder }: { readonly step: Step; readonly folder: string }, look: Look): string {
  return [
    ...(step.files.length === 0
      ? []
      : [
          labelled(
            words.file,
            step.files.map((file) => `${folder}/${file}`),
            look,
          ),
        ]),
    ...(step.type.length === 0
      ? []
      : [
          labelled(
            words.type,
            step.type.map((command) => look.paint("code", command)),
            look,
          ),
        ]),
  ].join("\n");
}

function labelled(word: LocalizedText, lines: readonly string[], look: Look): string {
  const column = labelColumn(look);
  const label = look.paint("strong", padded(word[look.language], column));
  return lines.map((line, at) => `  ${at === 0 ? label : " ".repeat(column)}${line}`.trimEnd()).join("\n");
}

function labelColumn(look: Look): number {
  return Math.max(...[words.yourTurn, words.file, words.type].map((word) => columnsOf(word[look.language]))) + 3;
}
