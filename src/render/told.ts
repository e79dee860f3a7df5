/** Sentences that stand for themselves, not on a page. */
import { columnsOf } from "./layout.ts";
import type { Look } from "./look.ts";
import { asTyped } from "./program-name.ts";

/** Lines broken between words. What would be pasted stays whole: a command at the end of a line stands below it, a word longer than the line goes over its end. */
export function renderTold(text: string, { columns, program }: Pick<Look, "columns" | "program">): string {
  return asTyped(text, { program })
    .split("\n")
    .flatMap((line) => (columnsOf(line) <= columns ? [line] : broken(line, columns)))
    .join("\n");
}

function broken(line: string, columns: number): readonly string[] {
  const margin = /^ */.exec(line)?.[0] ?? "";
  const [words, command] = commandApart(line.trim());
  const lines: string[] = [];
  for (const word of [...words.split(" "), command].filter((each) => each !== "")) {
    const joined = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && columnsOf(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(margin + word);
  }
  return lines;
}

/** `To bring it up: svclab cluster up` -> what is said, and what is to be typed. */
function commandApart(line: string): readonly [string, string] {
  const command = /^(?:.*: (?=(?:npx svclab|svclab|kubectl|minikube|eval|export|npm) |--[a-z][^<(]*$)|(?=export ))((?!.*[.;,] ).*)$/.exec(line)?.[1] ?? "";
  return [line.slice(0, line.length - command.length).trimEnd(), command];
}
