/** A learner's progress through all labs, as data that every format is made from. */
import type { LocalizedText } from "../../../grader/model.ts";

export interface Transcript {
  readonly formatVersion: 1;
  /** ISO 8601. */
  readonly at: string;
  /** Undefined: no cluster was used yet. */
  readonly cluster: { readonly kind: string; readonly name: string; readonly namespace: string } | undefined;
  /** True: what was passed was looked at again just now. */
  readonly live: boolean;
  readonly earned: number;
  readonly possible: number;
  readonly labs: readonly TranscriptLab[];
}

export interface TranscriptLab {
  readonly lab: string;
  readonly number: number;
  readonly title: LocalizedText;
  readonly status: LabStatus;
  readonly earned: number;
  readonly possible: number;
  readonly steps: readonly TranscriptStep[];
}

type LabStatus = "done" | "begun" | "not-begun";

export interface TranscriptStep {
  readonly id: string;
  readonly title: LocalizedText;
  readonly earned: number;
  readonly possible: number;
  /** How many were shown. */
  readonly hints: number;
  readonly solutionSeen: boolean;
  readonly checks: readonly TranscriptCheck[];
}

export interface TranscriptCheck {
  readonly id: string;
  readonly title: LocalizedText;
  readonly marks: number;
  /** broken: its marks were earned, and it is wrong now. */
  readonly status: "passed" | "broken" | "open";
  /** From where it was asked just now, where that proves less than a request from this computer. */
  readonly asked?: LocalizedText;
}

/** 0 to 100; 0 where there is nothing to earn. */
export function percentOf({ earned, possible }: { readonly earned: number; readonly possible: number }): number {
  return possible === 0 ? 0 : Math.floor((100 * earned) / possible);
}

export function stepStatus({ checks }: TranscriptStep): TranscriptCheck["status"] {
  if (checks.some(({ status }) => status === "broken")) return "broken";
  return checks.every(({ status }) => status === "passed") ? "passed" : "open";
}
