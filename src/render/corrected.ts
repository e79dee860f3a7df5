/** A mistake in a manifest is mended in its file: the corrected lines alone, then the file is applied. The whole is in --json. */
import { documentsOf } from "../../grader/explain/manifest/documents.ts";
import { keysOf, pick } from "../../grader/json.ts";
import { commandLine, fixText } from "./command-line.ts";
import type { ShownFinding } from "./report.ts";

/** What to type, with the lines to write before it where they are known; empty: nobody but the author knows. */
export function mendingText(finding: ShownFinding): string {
  const apply = applyFile(finding);
  return apply === undefined ? mendingCommand(finding) : [...correctedLines(finding).map((line) => `  ${line}`), apply].join("\n");
}

/** The command alone; empty where there is none. */
export function mendingCommand(finding: ShownFinding): string {
  return applyFile(finding) ?? (finding.fix === undefined ? "" : fixText(finding.fix));
}

/** The file says it right already: it is only to be applied. */
export function isWritten({ code }: ShownFinding): boolean {
  return code === "not-applied" || code === "edited-not-applied";
}

/** True where the command is to follow the editing; else it does without. */
export function mendsFile(finding: ShownFinding): boolean {
  return applyFile(finding) !== undefined;
}

/** undefined: not a thing of the file, or more is to be done than to apply it. */
function applyFile(finding: ShownFinding): string | undefined {
  const { file, fix } = finding;
  if (!(finding.code.startsWith("manifest-") || isWritten(finding)) || file === undefined || fix?.stdin === undefined || fix.afterwards !== undefined)
    return undefined;
  return commandLine(fix.command.map((word) => (word === "-" ? file.path : word)));
}

/** The line of the field as it should be, with the lines beside it; none where no field is at fault. */
function correctedLines({ code, object, path, wanted, fix }: ShownFinding): readonly string[] {
  if (!code.startsWith("manifest-") || fix?.stdin === undefined) return [];
  const right = code === "manifest-wrong-level" && typeof wanted === "string" ? wanted : path;
  if (right === undefined) return [];
  const text = fix.stdin;
  const document = documentsOf(text).find(({ value }) => value.kind === object.kind && pick(value, "metadata", "name") === object.name);
  const keys = keysOf(right);
  if (document === undefined || pick(document.value, ...keys) === undefined) return [];
  const at = text.slice(0, document.offsetOf(keys)).split("\n").length - 1;
  const lines = text.split("\n");
  return lines.slice(Math.max(0, at - 1), at + 2).filter((line) => line !== "" && !line.startsWith("---"));
}
