/** Which lab and step a learner means: by name, number, folder, or the beginning of one. */

import type { Lab, Step } from "../../grader/model.ts";
import { findNearest } from "../../grader/nearness.ts";
import { UserError } from "../trouble.ts";

/** "echo", "6", "06", "06-echo", "ec". Throws UserError when none or several are meant. */
export function findLab(labs: readonly Lab[], word: string): Lab {
  const asked = word.trim().toLowerCase();
  const exact = labs.find((lab) => lab.name === asked || lab.id === asked || (/^\d+$/.test(asked) && lab.number === Number(asked)));
  if (exact !== undefined) return exact;
  const begun = asked === "" ? [] : labs.filter((lab) => lab.name.startsWith(asked) || lab.id.startsWith(asked));
  if (begun.length === 1) return begun[0]!;
  const names = labs.map(({ name }) => name);
  throw begun.length > 1
    ? ambiguous(
        word,
        begun.map(({ name }) => name),
      )
    : unknownWord("unknown-lab", { ko: "실습", en: "lab" }, word, names);
}

/** The step of a lab by its id or the beginning of one. */
export function findStep(lab: Lab, word: string): Step {
  const asked = word.trim().toLowerCase();
  const exact = lab.steps.find(({ id }) => id === asked);
  if (exact !== undefined) return exact;
  const begun = asked === "" ? [] : lab.steps.filter(({ id }) => id.startsWith(asked));
  if (begun.length === 1) return begun[0]!;
  const names = lab.steps.map(({ id }) => id);
  throw begun.length > 1
    ? ambiguous(
        word,
        begun.map(({ id }) => id),
      )
    : unknownWord("unknown-step", { ko: "단계", en: "step" }, word, names);
}

/** "echo/service" as typed: the lab, and the step where one is named. */
export function findLabAndStep(labs: readonly Lab[], word: string): { readonly lab: Lab; readonly step: Step | undefined } {
  const [labWord = "", ...rest] = word.split("/");
  const lab = findLab(labs, labWord);
  return { lab, step: rest.length === 0 || rest.join("/") === "" ? undefined : findStep(lab, rest.join("/")) };
}

function ambiguous(word: string, names: readonly string[]): UserError {
  const list = names.join(", ");
  return new UserError({
    code: "ambiguous",
    text: { ko: `여럿에 맞음: ${word}. 하나를 고릅니다: ${list}`, en: `${word} could be any of these; choose one: ${list}` },
  });
}

function unknownWord(code: string, what: { readonly ko: string; readonly en: string }, word: string, names: readonly string[]): UserError {
  const near = findNearest(word, names);
  const list = names.join(", ");
  return new UserError({
    code,
    text: {
      ko: `없는 ${what.ko}: ${word}. ${near === undefined ? "" : `혹시 ${near}? `}있는 것: ${list}`,
      en: `There is no ${what.en} ${word}. ${near === undefined ? "" : `Did you mean ${near}? `}There are: ${list}`,
    },
  });
}
