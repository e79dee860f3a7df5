/** The measured numbers beside the targets, as text. */

export interface Row {
  readonly what: string;
  /** With its unit: "812 ms". */
  readonly measured: string;
  /** Undefined: a number that is watched without a target. */
  readonly target?: string | undefined;
  /** How it came about. */
  readonly detail?: string | undefined;
}

export function renderTable(rows: readonly Row[]): string {
  const lines = [["what", "measured", "target", "detail"], ...rows.map(({ what, measured, target, detail }) => [what, measured, target ?? "-", detail ?? ""])];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const render = ([what = "", measured = "", target = "", detail = ""]: readonly string[]): string =>
    `${what.padEnd(widths[0] ?? 0)}  ${measured.padStart(widths[1] ?? 0)}  ${target.padStart(widths[2] ?? 0)}  ${detail}`.trimEnd();
  return lines.map(render).join("\n");
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
