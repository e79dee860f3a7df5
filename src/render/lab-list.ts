/** The labs and how far they are. */
import type { Lab } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { columnsOf, fitted, padded } from "./layout.ts";
import type { Look } from "./look.ts";

export interface LabRow {
  readonly lab: Lab;
  /** Undefined: not begun. */
  readonly earned: number | undefined;
  readonly possible: number;
  /** The one to go on with. */
  readonly next: boolean;
}

export function renderLabList(rows: readonly LabRow[], look: Look): string {
  return renderRows(rows, look)
    .map((row, at) => `  ${rows[at]?.next ? look.paint("strong", look.signs.chosen) : " "} ${row}`)
    .join("\n");
}

/** One line a lab, without margin: `1  clusterip     Redis behind a ClusterIP     0 / 9`. */
export function renderRows(rows: readonly LabRow[], look: Look): readonly string[] {
  const nameColumns = Math.max(0, ...rows.map(({ lab }) => columnsOf(lab.name)));
  const marks = rows.map((row) => marksOf(row, look));
  const markColumns = Math.max(0, ...marks.map(columnsOf));
  const titleRoom = Math.max(10, look.columns - 4 - 3 - nameColumns - 2 - 2 - markColumns);
  const titles = rows.map(({ lab }) => fitted(lab.title[look.language], titleRoom, look.signs.cut));
  const titleColumns = Math.max(0, ...titles.map(columnsOf));
  return rows.map(({ lab, earned, possible }, at) => {
    const text = `${lab.number}  ${padded(lab.name, nameColumns)}  ${padded(titles[at] ?? "", titleColumns)}  `;
    const mark = marks[at] ?? "";
    return text + (earned === possible ? look.paint("good", mark) : mark);
  });
}

function marksOf({ earned, possible }: LabRow, look: Look): string {
  if (earned === undefined) return look.signs.none;
  const text = screens.points({ earned, possible })[look.language];
  return earned === possible ? `${look.signs.done} ${text}` : text;
}
