/** What the scripts of bash and zsh have in common. */
import type { CompletionNode } from "./completion.ts";

export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Cases over "PATH WORD" that lead from one node to the next. */
export function pathCases(nodes: readonly CompletionNode[], indent: string): string {
  return nodes
    .filter(({ path }) => path !== "")
    .map(({ path }) => {
      const [parent, word] = splitPath(path);
      return `${indent}${quoted(`${parent} ${word}`)}) path=${quoted(path)} ;;`;
    })
    .join("\n");
}

function splitPath(path: string): readonly [string, string] {
  const at = path.lastIndexOf(" ");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}

/** Each flag that takes a value, once. */
export function valueFlags(nodes: readonly CompletionNode[]): readonly { readonly flag: string; readonly values: readonly string[] }[] {
  const found = new Map<string, readonly string[]>();
  for (const { word, values } of nodes.flatMap(({ flags }) => flags)) if (values !== undefined) found.set(word, values);
  return [...found].map(([flag, values]) => ({ flag, values }));
}
