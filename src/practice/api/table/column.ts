import type { KubeObject } from "../../objects.ts";

export interface Column {
  readonly name: string;
  readonly type: "string" | "integer";
  readonly format: "" | "name";
  /** 1: shown with -o wide only. */
  readonly priority: 0 | 1;
}

export interface Printer {
  readonly columns: readonly Column[];
  /** As many cells as columns. `now` in milliseconds since the epoch. */
  readonly cells: (object: KubeObject, now: number) => readonly unknown[];
}

export const nameColumn: Column = { name: "Name", type: "string", format: "name", priority: 0 };

/** Columns by name; a leading "+" marks those of -o wide, a leading "#" whole numbers. */
export function columns(...names: readonly string[]): readonly Column[] {
  return names.map((marked) => {
    const name = marked.replace(/^[+#]+/, "");
    const marks = marked.slice(0, marked.length - name.length);
    return { name, type: marks.includes("#") ? "integer" : "string", format: "", priority: marks.includes("+") ? 1 : 0 };
  });
}

export const none = "<none>";
