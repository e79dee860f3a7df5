/** A step as the learner meets it: what it is about, the task, and how its checks stand. */
import type { Lab, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import { apart, columnsOf, indented, padded, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import { renderProse } from "./prose.ts";

export interface StepScreen {
  readonly lab: Lab;
  readonly step: Step;
  /** Where the starter files lie, as shown to the learner. */
  readonly folder: string;
}

export function renderStep({ lab, step, folder }: StepScreen, look: Look): string {
  const prose = step.prose[look.language];
  const parts = [renderHeading(lab, step, look), renderProse(prose.text, look), renderTask({ step, folder, task: prose.task }, look)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderHeading(lab: Lab, step: Step, look: Look): string {
  const at = screens.stepOf({ number: lab.steps.indexOf(step) + 1, of: lab.steps.length })[look.language];
  const title = indented(apart(`${look.paint("strong", `${lab.number}  ${lab.title[look.language]}`)}`, look.paint("faint", at), look.columns - 4), 2);
  return `${title}\n     ${step.title[look.language]}`;
}

function renderTask({ step, folder, task }: { readonly step: Step; readonly folder: string; readonly task: string }, look: Look): string {
  const label = words.yourTurn[look.language];
  const column = columnsOf(label) + 3;
  const room = look.columns - column - 4;
  const files = step.files.map((file) => `${words.finish[look.language]}  ${folder}/${file}`);
  const lines = [
    ...(task === "" ? [] : [...renderProse(task, { ...look, columns: room }, 0).split("\n")]),
    ...(task !== "" && (files.length > 0 || step.type.length > 0) ? [""] : []),
    ...files.flatMap((file) => wrapped(file, room)),
    ...step.type.map((command) => look.paint("code", command)),
  ];
  return lines.map((line, at) => `  ${at === 0 ? look.paint("strong", padded(label, column)) : " ".repeat(column)}${line}`.trimEnd()).join("\n");
}
