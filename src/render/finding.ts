/** A finding in full: the object and field, what is seen, wanted and near, why, and how to mend it. */
import type { Json, LocalizedText } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import { isWritten, mendingText, mendsFile } from "./corrected.ts";
import { shownValue } from "./json-value.ts";
import { columnsOf, indented, padded, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import type { ShownFinding } from "./report.ts";

export function renderFinding(finding: ShownFinding, look: Look, margin = 5): string {
  const room = look.columns - margin - 2;
  if (finding.object.kind === "Question")
    return indented([...renderAnswer(finding, look, room), ...paragraph(finding.message[look.language], room)].join("\n"), margin);
  const head = [look.paint("strong", objectText(finding)), ...(finding.path === undefined ? [] : [finding.path])].join("   ");
  const parts = [head, ...renderValues(finding, look, room), ...paragraph(finding.message[look.language], room)];
  const mending = renderMending(finding, look, room);
  return indented([...parts, ...(mending === "" ? [] : ["", mending])].join("\n"), margin);
}

/** `Service default/echo` */
export function objectText({ object }: Pick<ShownFinding, "object">): string {
  const name = object.namespace === "" ? object.name : `${object.namespace}/${object.name}`;
  return `${object.kind} ${name}`;
}

function renderValues(finding: ShownFinding, look: Look, room: number): readonly string[] {
  const rows: readonly (readonly [LocalizedText, Json | undefined])[] = [
    [words.seen, finding.seen],
    [words.wanted, finding.wanted],
    [words.nearest, isEqual(finding.nearest, finding.wanted) ? undefined : finding.nearest],
  ];
  const column = Math.max(...rows.map(([word]) => columnsOf(word[look.language]))) + 2;
  return rows.flatMap(([word, value]) => {
    if (value === undefined) return [];
    const text = value === null ? words.absent[look.language] : shownValue(value);
    const lines = wrapped(text, room - column - 2);
    return lines.map((line, at) => `  ${look.paint("faint", padded(at === 0 ? word[look.language] : "", column))}${line}`);
  });
}

/** A question has no object that a learner knows, and nothing near: only what was answered. */
function renderAnswer({ seen }: ShownFinding, look: Look, room: number): readonly string[] {
  if (seen === undefined) return [];
  const label = `${words.yourAnswer[look.language]}  `;
  return wrapped(shownValue(seen), room - columnsOf(label)).map((line, at) => `${at === 0 ? look.paint("faint", label) : " ".repeat(columnsOf(label))}${line}`);
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function paragraph(text: string, room: number): readonly string[] {
  return text.split("\n").flatMap((line) => wrapped(line, room));
}

function renderMending(finding: ShownFinding, look: Look, room: number): string {
  const label = words.mendIt[look.language];
  const column = columnsOf(label) + 3;
  // A command is never broken: what is printed can be pasted as it stands.
  const commands = mendingText(finding, look.shell)
    .split("\n")
    .filter((line) => line !== "");
  const edit = commands.length === 0 || mendsFile(finding) ? screens.editLine : screens.editLineOr;
  const lines = [
    ...(finding.file === undefined || isWritten(finding) ? [] : wrapped(edit(finding.file)[look.language], room - column)),
    ...commands.map((line) => look.paint("code", line)),
  ];
  if (lines.length === 0) return "";
  return lines.map((line, at) => `${at === 0 ? look.paint("strong", padded(label, column)) : " ".repeat(column)}${line}`).join("\n");
}
