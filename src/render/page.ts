/** A whole screen as data: what stands above, the parts in between, the keys below. It is fitted to the window by whoever shows it. */
import { columnsOf } from "./layout.ts";

export interface Page {
  /** Another name is another page: it begins at its top. */
  readonly name: string;
  readonly head: string;
  /** In reading order; an empty text is left out. */
  readonly parts: readonly Part[];
  /** Names of parts that give way where the window is too low, the first one first. */
  readonly folds: readonly string[];
  /** The part that must be seen. */
  readonly focus?: string | undefined;
  readonly foot: string;
}

export interface Part {
  readonly name: string;
  readonly text: string;
  /** What stands for it when it has given way. */
  readonly folded?: string | undefined;
}

export interface Window {
  readonly columns: number;
  readonly rows: number;
}

export interface Layout {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly foot: readonly string[];
  /** Rows for the body. */
  readonly room: number;
  /** The line of the body at which the focus begins. */
  readonly focusAt: number;
  /** The names of the parts that have given way. */
  readonly folded: readonly string[];
}

export function layOutPage(page: Page, window: Window): Layout {
  const foot = linesOf(page.foot);
  const head = window.rows < leastRowsWithHead ? [] : linesOf(page.head);
  const room = Math.max(1, window.rows - rowsOf([...head, ...foot], window.columns) - (head.length > 0 ? 1 : 0) - (foot.length > 0 ? 1 : 0));
  const folded: string[] = [];
  let { body, focusAt } = bodyOf(page, folded);
  for (const name of page.folds) {
    if (rowsOf(body, window.columns) <= room) break;
    folded.push(name);
    ({ body, focusAt } = bodyOf(page, folded));
  }
  return { head, body, foot, room, focusAt, folded };
}

/** False where something of the page gives way or must be scrolled to. */
export function isWhole({ body, room, folded }: Layout, { columns }: Window): boolean {
  return folded.length === 0 && rowsOf(body, columns) <= room;
}

/** Rows that lines take in a terminal of so many columns, which breaks what is longer. */
export function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(columnsOf(line) / columns)), 0);
}

const leastRowsWithHead = 12;

function bodyOf(page: Page, folded: readonly string[]): { readonly body: readonly string[]; readonly focusAt: number } {
  const body: string[] = [];
  let focusAt = 0;
  for (const part of page.parts) {
    const text = folded.includes(part.name) ? (part.folded ?? "") : part.text;
    if (text === "") continue;
    if (body.length > 0) body.push("");
    if (part.name === page.focus) focusAt = body.length;
    body.push(...linesOf(text));
  }
  return { body, focusAt };
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split("\n");
}
