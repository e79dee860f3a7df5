/** Marks are counted, never weighed: a check that passed earns its own, everything else earns nothing. */
import type { Judged } from "./judge.ts";

export interface Marks {
  readonly earned: number;
  readonly possible: number;
}

export function marksOf(judged: readonly Judged[]): Marks {
  const sum = (some: readonly Judged[]) => some.reduce((total, { check }) => total + check.marks, 0);
  return { earned: sum(judged.filter(({ verdict }) => verdict.status === "passed")), possible: sum(judged) };
}
