/** What the exam of the labs has shown, a line a lab, faults in full below it. */
import { verifyColumns, verifyTexts } from "../i18n/verify.ts";
import { columnsOf, indented, padded, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";

export interface VerifyRow {
  readonly lab: string;
  readonly scores: Readonly<Record<ScoreName, Score>>;
  readonly faults: readonly string[];
}

/** Right answers accepted; wrong ones rejected, given their cause, mended by the printed fix; mutants of the reference rejected; nothing given for nothing. */
type ScoreName = "right" | "rejected" | "cause" | "fix" | "mutants" | "empty";

const names: readonly ScoreName[] = ["right", "rejected", "cause", "fix", "mutants", "empty"];

interface Score {
  readonly held: number;
  readonly all: number;
}

export function renderVerifyTable(rows: readonly VerifyRow[], look: Look): string {
  const { language } = look;
  const columns = names.filter((name) => rows.some(({ scores }) => scores[name].all > 0));
  const heads = ["", verifyTexts.columnLab[language], ...columns.map((name) => verifyColumns[name][language])];
  const cells = rows.map((row) => [row.faults.length === 0 ? look.signs.done : look.signs.toMend, row.lab, ...columns.map((name) => shown(row.scores[name]))]);
  const widths = heads.map((head, column) => Math.max(columnsOf(head), ...cells.map((line) => columnsOf(line[column] ?? ""))));
  const line = (texts: readonly string[]): string => `  ${texts.map((text, column) => padded(text, widths[column] ?? 0)).join("  ")}`.trimEnd();
  const body = rows.flatMap((row, at) => {
    const text = line(cells[at] ?? []);
    return [look.paint(row.faults.length === 0 ? "good" : "bad", text), ...row.faults.map((fault) => indented(wrapped(fault, look.columns - 9).join("\n"), 7))];
  });
  return [look.paint("faint", line(heads)), ...body].join("\n");
}

function shown({ held, all }: Score): string {
  return `${held}/${all}`;
}
