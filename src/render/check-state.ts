/** How a check stands, as a screen says it: sign, word and colour. */
import type { LocalizedText } from "../../grader/model.ts";
import { words } from "../i18n/words.ts";
import { columnsOf, padded } from "./layout.ts";
import type { Look } from "./look.ts";
import type { Role } from "./paint.ts";
import type { ShownCheck } from "./report.ts";
import type { Signs } from "./signs.ts";

export type CheckState = "done" | "to-mend" | "waiting" | "later" | "held" | "unknown" | "question";

/** Right after marking: every verdict as it is. */
export function markedStates(checks: readonly ShownCheck[]): readonly CheckState[] {
  return checks.map(({ status }) => verdictStates[status]);
}

/** While the learner works: the first open check is in focus, those behind it come later. */
export function workingStates(checks: readonly ShownCheck[], unanswered: readonly string[]): readonly CheckState[] {
  const focus = checks.findIndex(({ status }) => status === "failed" || status === "blocked");
  return checks.map((check, at) => {
    if (check.status === "passed") return "done";
    if (check.status === "unknown") return "unknown";
    if (unanswered.includes(check.id) && check.status === "failed") return "question";
    return at === focus ? "waiting" : "later";
  });
}

const verdictStates = { passed: "done", failed: "to-mend", blocked: "held", unknown: "unknown" } as const satisfies Record<ShownCheck["status"], CheckState>;

/** `✔ done      1/1  Deployment redis is there and ready` */
export function renderCheckLine(check: ShownCheck, state: CheckState, look: Look): string {
  const { sign, word, role } = dress[state];
  const label = look.paint(role, `${look.signs[sign]} ${padded(word[look.language], wordColumns(look))}`);
  const earned = check.status === "passed" ? check.marks : 0;
  const marks = padded(check.marks === 0 ? "" : `${earned}/${check.marks}`, 5);
  const title = check.title[look.language];
  return `${label}  ${marks}${state === "later" || state === "held" ? look.paint("faint", title) : title}`;
}

/** Columns before the title of a check line. */
export function titleColumn(look: Look): number {
  return 2 + wordColumns(look) + 2 + 5;
}

function wordColumns(look: Look): number {
  return Math.max(...Object.values(dress).map(({ word }) => columnsOf(word[look.language])));
}

const dress: Readonly<Record<CheckState, { readonly sign: keyof Signs; readonly word: LocalizedText; readonly role: Role }>> = {
  done: { sign: "done", word: words.done, role: "good" },
  "to-mend": { sign: "toMend", word: words.toMend, role: "bad" },
  waiting: { sign: "waiting", word: words.waiting, role: "wait" },
  later: { sign: "later", word: words.later, role: "faint" },
  held: { sign: "held", word: words.held, role: "faint" },
  unknown: { sign: "unknown", word: words.unknown, role: "doubt" },
  question: { sign: "unknown", word: words.question, role: "wait" },
};
