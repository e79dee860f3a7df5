/** Slips of the text, which no data can hold: a tab, a separator that isn't one. */

export interface TextOperator {
  readonly name: string;
  /** The text with the slip and where it begins; undefined: it can't be made here. `start`, `end`: the document that is meant. */
  readonly change: (text: string, document: { readonly start: number; readonly end: number }) => string | undefined;
}

export const textOperators: readonly TextOperator[] = [
  { name: "tab", change: (text, at) => within(text, at, (part) => part.replace(/^( +)(\S[^\n]*)(\n*)$(?![\s\S]*^ )/m, "\t$2$3")) },
  { name: "out-dent", change: (text, at) => within(text, at, (part) => part.replace(/^ {2,}(\S[^\n]*:[^\n]*)(\n*)$(?![\s\S]*^ )/m, " $1$2")) },
  { name: "drop-separator", change: (text, { start }) => cutSeparator(text, start, "") },
  { name: "two-dashes", change: (text, { start }) => cutSeparator(text, start, "--\n") },
  { name: "glue-colon", change: (text, at) => within(text, at, (part) => part.replace(/^(metadata:\n\s+name): /m, "$1:")) },
];

function within(text: string, { start, end }: { readonly start: number; readonly end: number }, change: (part: string) => string): string | undefined {
  const part = text.slice(start, end);
  const changed = change(part);
  return changed === part ? undefined : `${text.slice(0, start)}${changed}${text.slice(end)}`;
}

function cutSeparator(text: string, start: number, instead: string): string | undefined {
  const before = text.slice(0, start);
  return /^---[^\n]*\n$/m.test(before) && before.endsWith("\n") && start > 0 ? `${before.replace(/---[^\n]*\n$/, instead)}${text.slice(start)}` : undefined;
}
