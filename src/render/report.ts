/** What the renderers read of a report. */
import type { Fix, Json, LocalizedText, Trouble } from "../../grader/model.ts";

export interface ShownFinding {
  readonly code: string;
  readonly object: { readonly kind: string; readonly namespace: string; readonly name: string };
  readonly path?: string | undefined;
  readonly seen?: Json | undefined;
  readonly wanted?: Json | undefined;
  readonly nearest?: Json | undefined;
  readonly file?: { readonly path: string; readonly line: number; readonly column: number } | undefined;
  readonly fix?: Fix | undefined;
  readonly message: LocalizedText;
  /** False for what is only not done yet, under way, or a symptom of something else. */
  readonly isMistake: boolean;
}

export interface ShownCheck {
  readonly id: string;
  readonly step: string;
  readonly title: LocalizedText;
  readonly marks: number;
  readonly status: "passed" | "failed" | "blocked" | "unknown";
  readonly findings: readonly ShownFinding[];
  /** For blocked: ids of the checks it waits for. */
  readonly by: readonly string[];
  /** For unknown. */
  readonly why: Trouble | undefined;
}

export interface ShownReport {
  readonly lab: string;
  readonly cluster: { readonly kind: string; readonly name: string; readonly namespace: string };
  readonly earned: number;
  readonly possible: number;
  readonly causes: readonly ShownFinding[];
  readonly checks: readonly ShownCheck[];
  /** Computed from the first cause. */
  readonly hint: LocalizedText | undefined;
}
