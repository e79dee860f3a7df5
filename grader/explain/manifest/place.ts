/** An offset of a file as line and column, both from 1. */
import type { Finding } from "../../finding.ts";
import type { AnswerFile } from "../../model.ts";

export function placeIn(file: AnswerFile, offset: number): NonNullable<Finding["file"]> {
  const before = file.text.slice(0, offset).split("\n");
  return { path: file.path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
