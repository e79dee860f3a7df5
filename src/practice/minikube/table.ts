import { columnsOf } from "../../columns.ts";

/** A table as minikube has drawn it since 1.37: heads centred, cells to the left. */
export function drawTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(columnsOf(head), ...rows.flatMap((row) => (row[column] ?? "").split("\n").map((line) => columnsOf(line)))),
  );
  const rule = (left: string, middle: string, right: string): string => `${left}${widths.map((width) => "─".repeat(width + 2)).join(middle)}${right}\n`;
  const line = (cells: readonly string[]): string => `│${cells.map((cell) => ` ${cell} `).join("│")}│\n`;
  const centred = heads.map((head, column) => {
    const space = widths[column]! - columnsOf(head);
    return " ".repeat(Math.floor(space / 2)) + head + " ".repeat(Math.ceil(space / 2));
  });
  const body = rows.flatMap((row) => {
    const cells = row.map((cell) => cell.split("\n"));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, index) => line(widths.map((width, column) => padEnd(cells[column]?.[index] ?? "", width))));
  });
  return [rule("┌", "┬", "┐"), line(centred), rule("├", "┼", "┤"), ...body, rule("└", "┴", "┘")].join("");
}

function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsOf(text)));
}
