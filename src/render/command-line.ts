/** A command as it can be pasted into a shell, at whatever margin it stands: each is one line. */
import { parseAllDocuments, stringify } from "yaml";
import type { Fix } from "../../grader/model.ts";

/** The shell that a learner types in: quotes mean something else in each. */
export type ShellKind = "posix" | "powershell" | "cmd";

export function commandLine(argv: readonly string[], shell: ShellKind = "posix"): string {
  return argv.map((word) => (shell === "posix" ? quoted(word) : quotedOnWindows(word))).join(" ");
}

/** The command of a fix, what it reads on stdin before it, and what tidies up after it. */
export function fixText({ command, stdin, afterwards }: Fix, shell: ShellKind = "posix"): string {
  const main = commandLine(command, shell);
  const lines = [stdin === undefined ? main : `${spoken(stdin, shell)}| ${main}`, ...(afterwards === undefined ? [] : [commandLine(afterwards, shell)])];
  return lines.join("\n");
}

/** The manifests as one line of JSON. A here-document would have to end at the left margin. */
function spoken(manifests: string, shell: ShellKind): string {
  const objects = parseAllDocuments(manifests).map((document) => document.toJS() as unknown);
  const json = JSON.stringify(objects.length === 1 ? objects[0] : { apiVersion: "v1", kind: "List", items: objects });
  if (shell === "cmd") return `echo ${json}`;
  const text = shell === "posix" ? quoted(json) : `'${json.replaceAll("'", "''")}'`;
  // In some shells echo itself reads backslashes.
  return shell === "posix" ? `${json.includes("\\") ? "printf %s" : "echo"} ${text} ` : `${text} `;
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const option = /^(--?[\w-]+=)(.*)$/s.exec(word);
  if (option?.[1] !== undefined && option[2] !== undefined && option[2] !== "") return option[1] + quoted(option[2]);
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** In double quotes, which cmd and PowerShell both know. A patch goes as YAML: its own double quotes would get lost on the way to the program. */
function quotedOnWindows(word: string): string {
  if (/^[\w+=:./\\-]+$/.test(word)) return word;
  return `"${(flowOf(word) ?? word).replaceAll('"', '\\"')}"`;
}

function flowOf(word: string): string | undefined {
  if (!/^[[{]"?/.test(word)) return undefined;
  try {
    const value = JSON.parse(word) as unknown;
    return stringify(value, { collectionStyle: "flow", singleQuote: true, lineWidth: 0, flowCollectionPadding: false }).trim();
  } catch {
    return undefined;
  }
}
