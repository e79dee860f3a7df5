import type { LocalizedText } from "../../../grader/model.ts";

/** One thing that was looked at. good: as it should be · note: the labs run, and this is worth knowing · bad: the labs can't run. */
export interface Symptom {
  readonly id: string;
  readonly what: LocalizedText;
  readonly state: "good" | "note" | "bad";
  /** What was found; where it isn't good, what to do. */
  readonly detail: LocalizedText;
}

export function same(text: string): LocalizedText {
  return { ko: text, en: text };
}
