/** A mistake in a manifest is mended in its file: the corrected lines alone, then the file is applied. The whole is in --json. */
import { documentsOf } from "../../grader/explain/manifest/documents.ts";
import { kubectl, resourceOf } from "../../grader/fix.ts";
import { keysOf, pick } from "../../grader/json.ts";
import { commandLine, fixText, type ShellKind } from "./command-line.ts";
import type { ShownFinding } from "./report.ts";

/** What to type, with the lines to write before it where they are known; empty: nobody but the author knows. */
export function mendingText(finding: ShownFinding, shell?: ShellKind): string {
  const apply = applyFile(finding, shell);
  return apply === undefined ? mendingCommand(finding, shell) : [...correctedLines(finding).map((line) => `  ${line}`), apply].join("\n");
}

/** The commands alone; empty where there is none. */
export function mendingCommand(finding: ShownFinding, shell?: ShellKind): string {
  return applyFile(finding, shell) ?? (finding.fix === undefined ? "" : fixText(finding.fix, shell));
}

/** The file says it right already: it is only to be applied. */
export function isWritten({ code }: ShownFinding): boolean {
  return code === "not-applied" || code === "edited-not-applied" || code === "selector-immutable";
}

/** True where the command is to follow the editing; else it does without. */
export function mendsFile(finding: ShownFinding): boolean {
  return applyFile(finding, undefined) !== undefined;
}

/** What one line of the file decides, and what takes a new object on the cluster. */
const madeAnew: ReadonlySet<string> = new Set(["near-name", "other-namespace", "headless", "balancer-class", "selector-immutable"]);

/** undefined: not a thing of the file, or more is to be done than to apply it. */
function applyFile(finding: ShownFinding, shell: ShellKind | undefined): string | undefined {
  const { code, file, fix, object } = finding;
  if (file === undefined || fix?.stdin === undefined) return undefined;
  if (madeAnew.has(code)) {
    const remove = fix.afterwards ?? kubectl(object.namespace, "delete", resourceOf(object.kind), object.name);
    return [remove, ["kubectl", "apply", "-f", file.path]].map((argv) => commandLine(argv, shell)).join("\n");
  }
  if (!(code.startsWith("manifest-") || isWritten(finding)) || fix.afterwards !== undefined) return undefined;
  return commandLine(
    fix.command.map((word) => (word === "-" ? file.path : word)),
    shell,
  );
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
