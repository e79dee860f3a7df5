/** The lab or step that a word on the command line means. */
import type { Lab, Step } from "../../grader/model.ts";
import { misuse } from "../i18n/misuse.ts";
import { UserError } from "../trouble.ts";
import { nearestTo } from "./nearest.ts";

export interface Target {
  readonly lab: Lab;
  /** Absent: the whole lab. */
  readonly step: Step | undefined;
}

/** By name, folder name or number. Throws UserError unknown-lab. */
export function labNamed(word: string, labs: readonly Lab[]): Lab {
  const found = labs.find((lab) => lab.name === word || lab.id === word || (/^\d+$/.test(word) && lab.number === Number(word)));
  if (found !== undefined) return found;
  const names = labs.map(({ name }) => name);
  throw unknown("unknown-lab", misuse.unknownLab(word), nearestTo(word, [...names, ...labs.map(({ id }) => id)]), misuse.labsAre(names.join(", ")));
}

/** "clusterip", "1/service". Throws UserError unknown-lab, unknown-step. */
export function targetNamed(word: string, labs: readonly Lab[]): Target {
  const [labWord = "", ...rest] = word.split("/");
  const lab = labNamed(labWord, labs);
  if (rest.length === 0) return { lab, step: undefined };
  const stepWord = rest.join("/");
  const step = lab.steps.find(({ id }, at) => id === stepWord || String(at + 1) === stepWord);
  if (step !== undefined) return { lab, step };
  const names = lab.steps.map(({ id }) => id);
  const near = nearestTo(stepWord, names);
  throw unknown(
    "unknown-step",
    misuse.unknownStep({ lab: lab.name, step: stepWord }),
    near === undefined ? undefined : `${lab.name}/${near}`,
    misuse.stepsAre(names.join(", ")),
  );
}

function unknown(code: string, what: { ko: string; en: string }, near: string | undefined, list: { ko: string; en: string }): UserError {
  const then = near === undefined ? list : misuse.didYouMean(near);
  return new UserError({ code, text: { ko: `${what.ko}\n${then.ko}`, en: `${what.en}\n${then.en}` } });
}
