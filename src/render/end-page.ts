/** The end of a lab: the marks step by step, what to remember, and what comes next. */
import type { Lab, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import { renderKeys } from "./keys-line.ts";
import { columnsOf, indented, padded, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import type { Page } from "./page.ts";
import { renderProse } from "./prose.ts";

export interface EndPage {
  readonly lab: Lab;
  /** Marks by check id. */
  readonly marks: Readonly<Record<string, number>>;
  /** A step that was passed and no longer holds. */
  readonly broken: Step | undefined;
  /** The lab that comes after; undefined: this was the last. */
  readonly next: Lab | undefined;
}

export function renderEndPage({ lab, marks, broken, next }: EndPage, look: Look): Page {
  const { language, paint, signs } = look;
  const sums = lab.steps.map((step) => sumOf(step, marks));
  const earned = sums.reduce((sum, each) => sum + each.earned, 0);
  const possible = sums.reduce((sum, each) => sum + each.possible, 0);
  const all = earned === possible;
  const head = `  ${paint("strong", `${lab.number}  ${lab.title[language]}`)}\n  ${paint(all ? "good" : "wait", `${all ? signs.done : signs.waiting} ${(all ? screens.finished : screens.unfinished)({ earned, possible })[language]}`)}`;
  const marksColumn = Math.max(...sums.map((sum) => columnsOf(marksText(sum)))) + 2;
  const lines = lab.steps.flatMap((step, at) => {
    const sum = sums[at]!;
    const state = step === broken ? "broken" : sum.earned === sum.possible ? "done" : "open";
    const sign = { broken: paint("bad", signs.toMend), done: paint("good", signs.done), open: paint("wait", signs.later) }[state];
    const title = wrapped(state === "broken" ? `${step.title[language]} (${words.broken[language]})` : step.title[language], look.columns - 6 - marksColumn);
    return title.map((text, row) => (row === 0 ? `  ${sign} ${padded(marksText(sum), marksColumn)}${text}` : " ".repeat(4 + marksColumn) + text));
  });
  const open = lab.steps.find((_, at) => sums[at]!.earned < sums[at]!.possible);
  const back = broken ?? open;
  const after = [
    ...(back === undefined ? [] : [screens.openStill(`svclab start ${lab.name}/${back.id}`)[language]]),
    next === undefined ? screens.lastLab[language] : screens.nextLab({ number: next.number, title: next.title[language] })[language],
  ];
  return {
    name: "end",
    head,
    parts: [
      { name: "steps", text: lines.join("\n") },
      { name: "remember", text: `  ${paint("strong", words.remember[language])}\n${renderProse(lab.outro[language], look)}` },
      { name: "next", text: indented(after.flatMap((text) => wrapped(text, look.columns - 4)).join("\n"), 2) },
    ],
    folds: ["steps"],
    foot: renderKeys(
      [...(back === undefined ? [] : [screens.keyEarlier]), screens.keyLanguage, screens.keyList, screens.keyQuit],
      look,
      next === undefined ? undefined : screens.keyNextLab,
    ),
  };
}

function sumOf({ checks }: Step, marks: Readonly<Record<string, number>>): { readonly earned: number; readonly possible: number } {
  return checks.reduce((sum, check) => ({ earned: sum.earned + Math.min(check.marks, marks[check.id] ?? 0), possible: sum.possible + check.marks }), {
    earned: 0,
    possible: 0,
  });
}

function marksText({ earned, possible }: { readonly earned: number; readonly possible: number }): string {
  return `${earned}/${possible}`;
}
