/** What is examined, and what came out of it. */
import type { Lab } from "../../../grader/model.ts";
import type { Driver } from "../../cluster/driver.ts";
import type { Answer, WrongAnswer } from "../../labs/exam.ts";
import type { Slip } from "../../labs/mutants/mutant.ts";
import type { Ports } from "../ports.ts";

export type Paper =
  | { readonly kind: "empty"; readonly lab: Lab }
  | { readonly kind: "right"; readonly lab: Lab; readonly answer: Answer }
  | { readonly kind: "wrong"; readonly lab: Lab; readonly answer: WrongAnswer }
  | { readonly kind: "mutant"; readonly lab: Lab; readonly answer: Answer; readonly mutant: Slip }
  /** An excuse in the exam that excuses no mutant any more. */
  | { readonly kind: "idle"; readonly lab: Lab; readonly pattern: string };

/** What the course gets wrong about an answer, in English. */
export interface Fault {
  /** The marks, the cause that is named, or the fix that is printed for it. */
  readonly in: "marks" | "cause" | "fix";
  readonly text: string;
}

export interface Result {
  readonly paper: Paper;
  readonly fault: Fault | undefined;
  /** Marks of a right answer that lie behind an address to which no way leads from this computer. */
  readonly unproved: number;
  readonly milliseconds: number;
}

export interface Room {
  readonly ports: Pick<Ports, "shelf" | "grader" | "clock" | "signal">;
  readonly labs: readonly Lab[];
  readonly driver: Driver;
  /** Takes away what was made there. */
  readonly empty: () => Promise<void>;
  /** True: where the way to an address is cut, a right answer need not prove what lies behind it. */
  readonly mayBeCut: boolean;
}

export function paperName(paper: Paper): string {
  return "answer" in paper ? paper.answer.name : paper.kind;
}
