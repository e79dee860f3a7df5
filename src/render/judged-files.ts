/** Several saved observations, judged, side by side: a line each, and the root cause. */
import { troubleText } from "../../grader/messages/messages.ts";
import { screens } from "../i18n/screens.ts";
import type { UserError } from "../trouble.ts";
import { columnsOf, indented, padded } from "./layout.ts";
import type { Look } from "./look.ts";
import type { ShownReport } from "./report.ts";
import { renderTold } from "./told.ts";

export type JudgedFile =
  | { readonly path: string; readonly status: "judged"; readonly report: ShownReport }
  | { readonly path: string; readonly status: "refused"; readonly error: UserError };

export function renderJudgedFiles(files: readonly JudgedFile[], look: Look): string {
  const names = files.map(({ path }) => path);
  const marks = files.map((file) => marksOf(file, look));
  const [nameColumns, markColumns] = [widest(names), widest(marks)];
  return files
    .flatMap((file, at) => {
      const { sign, role } = dress(file, look);
      const head = `  ${look.paint(role, sign)} ${padded(names[at] ?? "", nameColumns)}  ${padded(marks[at] ?? "", markColumns)}`;
      const words = wordsOf(file, look);
      const room = look.columns - columnsOf(head) - 2;
      if (words === "") return [head.trimEnd()];
      // Where the line has no room for them they stand below it.
      return !words.includes("\n") && columnsOf(words) <= room
        ? [`${head}  ${words}`]
        : [head.trimEnd(), indented(renderTold(words, { columns: look.columns - 6 }), 6)];
    })
    .join("\n");
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(columnsOf));
}

function marksOf(file: JudgedFile, { language, signs }: Look): string {
  if (file.status === "refused") return signs.none;
  const { lab, earned, possible } = file.report;
  return `${lab} ${screens.points({ earned, possible })[language]}`;
}

function dress(file: JudgedFile, { signs }: Look) {
  if (file.status === "refused") return { sign: signs.toMend, role: "bad" } as const;
  const { checks } = file.report;
  if (checks.some(({ status }) => status === "failed")) return { sign: signs.toMend, role: "bad" } as const;
  return checks.every(({ status }) => status === "passed") ? ({ sign: signs.done, role: "good" } as const) : ({ sign: signs.unknown, role: "doubt" } as const);
}

/** The root cause, or why it could not be told. */
function wordsOf(file: JudgedFile, { language }: Look): string {
  if (file.status === "refused") return file.error.text[language];
  const cause = file.report.causes[0];
  if (cause !== undefined) return cause.message[language];
  const why = file.report.checks.find((check) => check.why !== undefined)?.why;
  return why === undefined ? "" : troubleText(why.code)[language];
}
