/** Which lines of a body are seen through a window, and what is said of the others. */
import { rowsOf } from "./page.ts";

export interface Scroll {
  /** The first line that is seen. */
  readonly top: number;
  readonly columns: number;
  readonly room: number;
}

export interface Seen {
  readonly lines: readonly string[];
  readonly above: number;
  readonly below: number;
  /** `top`, held within the body. */
  readonly top: number;
}

/** Where not all is seen, the first and last row of the window are kept for saying so. */
export function seenThrough(body: readonly string[], { top, columns, room }: Scroll): Seen {
  if (rowsOf(body, columns) <= room) return { lines: body, above: 0, below: 0, top: 0 };
  const from = Math.max(0, Math.min(top, lastTop(body, { columns, room: room - 1 })));
  const above = from;
  const rows = room - (above > 0 ? 1 : 0);
  const rest = body.slice(from);
  if (rowsOf(rest, columns) <= rows) return { lines: rest, above, below: 0, top: from };
  const lines: string[] = [];
  for (const line of rest) {
    if (rowsOf([...lines, line], columns) > rows - 1 && lines.length > 0) break;
    lines.push(line);
  }
  return { lines, above, below: rest.length - lines.length, top: from };
}

function lastTop(body: readonly string[], { columns, room }: { readonly columns: number; readonly room: number }): number {
  let at = body.length;
  while (at > 0 && rowsOf(body.slice(at - 1), columns) <= room) at -= 1;
  return at;
}
