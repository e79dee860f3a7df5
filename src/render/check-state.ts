/** How a check stands, as a screen says it: sign, word and colour. */
import type { LocalizedText } from "../../grader/model.ts";
import { words } from "../i18n/words.ts";
import { columnsOf, padded, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import type { Role } from "./paint.ts";
import { isQuestion, type ShownCheck } from "./report.ts";
import type { Signs } from "./signs.ts";

export type CheckState = "done" | "to-mend" | "broken" | "waiting" | "later" | "held" | "unknown" | "question";

/** Right after marking: every verdict as it is; what was passed before (`known`) and is wrong now is broken. */
export function markedStates(checks: readonly ShownCheck[], known: readonly string[] = []): readonly CheckState[] {
  return checks.map(({ id, status, findings }) => {
    if (status === "failed" && known.includes(id)) return "broken";
    return status === "failed" && findings[0]?.code === "ask-unanswered" ? "question" : verdictStates[status];
  });
}

/** While the learner works: the first open check is in focus, those behind it come later; a question stays one until it is answered right. `known`: ids of checks that were passed before. */
export function workingStates(checks: readonly ShownCheck[], known: readonly string[] = []): readonly CheckState[] {
  const focus = checks.findIndex(({ status }) => status === "failed" || status === "blocked");
  return checks.map((check, at) => {
    if (check.status === "passed") return "done";
    if (check.status === "unknown") return "unknown";
    if (check.status === "failed" && check.findings.some(isQuestion)) return "question";
    if (check.status === "failed" && known.includes(check.id)) return "broken";
    return at === focus ? "waiting" : "later";
  });
}

const verdictStates = { passed: "done", failed: "to-mend", blocked: "held", unknown: "unknown" } as const satisfies Record<ShownCheck["status"], CheckState>;

/** `✔ done      1/1  Deployment redis is there and ready`; a long title goes on below itself. */
export function renderCheckLine(check: ShownCheck, state: CheckState, look: Look): string {
  const { sign, word, role } = dress[state];
  const label = look.paint(role, `${look.signs[sign]} ${padded(word[look.language], wordColumns(look))}`);
  const earned = check.status === "passed" ? check.marks : 0;
  const marks = padded(check.marks === 0 ? "" : `${earned}/${check.marks}`, 5);
  const column = titleColumn(look);
  const title = wrapped(check.title[look.language], look.columns - 4 - column);
  const painted = title.map((line) => (state === "later" || state === "held" ? look.paint("faint", line) : line));
  return painted.map((line, at) => (at === 0 ? `${label}  ${marks}${line}` : " ".repeat(column) + line)).join("\n");
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
  broken: { sign: "toMend", word: words.broken, role: "bad" },
  waiting: { sign: "waiting", word: words.waiting, role: "wait" },
  later: { sign: "later", word: words.later, role: "faint" },
  held: { sign: "held", word: words.held, role: "faint" },
  unknown: { sign: "unknown", word: words.unknown, role: "doubt" },
  question: { sign: "unknown", word: words.question, role: "wait" },
};
