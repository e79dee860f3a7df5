/** Text laid out by columns, not by characters: a Hangul syllable is two columns wide. */
import { charactersOf, columnsOf } from "../columns.ts";

export { columnsOf };

export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

export function indented(text: string, by: number): string {
  const margin = " ".repeat(by);
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : margin + line))
    .join("\n");
}

/** Left and right on one line as far apart as the columns allow; on two lines where they do not fit. */
export function apart(left: string, right: string, columns: number): string {
  if (right === "") return left;
  const gap = columns - columnsOf(left) - columnsOf(right);
  return gap >= 2 ? left + " ".repeat(gap) + right : `${left}\n${" ".repeat(Math.max(0, columns - columnsOf(right)))}${right}`;
}

/** Cut to the columns, with `cut` at the end where something was taken away. For text without escape sequences. */
export function fitted(text: string, columns: number, cut: string): string {
  if (columnsOf(text) <= columns) return text;
  const room = columns - columnsOf(cut);
  let kept = "";
  for (const character of charactersOf(text)) {
    if (columnsOf(kept + character) > room) break;
    kept += character;
  }
  return kept + cut;
}

/** Lines of at most so many columns, broken at spaces; `code` stays whole where it fits, a longer word is broken anywhere. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (columnsOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = broken(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return line === "" ? lines : [...lines, line];
}

function wordsOf(text: string): readonly string[] {
  return text.match(/(?:[^\s`]*`[^`]*`)+[^\s`]*|\S+/g) ?? [];
}

function broken(word: string, columns: number): readonly string[] {
  if (columnsOf(word) <= columns) return [word];
  if (word.includes(" ")) return wrapped(word.replaceAll("`", "\u0000"), columns).map((line) => line.replaceAll("\u0000", "`"));
  const pieces: string[] = [];
  let piece = "";
  for (const character of charactersOf(word)) {
    if (piece !== "" && columnsOf(piece + character) > columns) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
