/** A command as it can be pasted into a POSIX shell. */
import type { Fix } from "../../grader/model.ts";

export function commandLine(argv: readonly string[]): string {
  return argv.map(quoted).join(" ");
}

/** The command of a fix; what it reads on stdin follows as a here-document. */
export function fixText(fix: Fix): string {
  if (fix.stdin === undefined) return commandLine(fix.command);
  return `${commandLine(fix.command)} <<'EOF'\n${fix.stdin.replace(/\n$/, "")}\nEOF`;
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const option = /^(--?[\w-]+=)(.*)$/s.exec(word);
  if (option?.[1] !== undefined && option[2] !== undefined && option[2] !== "") return option[1] + quoted(option[2]);
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
