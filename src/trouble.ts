/** Trouble a person can act on. Anything else that is thrown is our bug. */
import type { LocalizedText } from "../grader/model.ts";

/** What happened, what to do, and what state things are in. Exit code 2 (misuse) or 3 (environment). */
export class UserError extends Error {
  readonly code: string;
  readonly text: LocalizedText;
  readonly exitCode: 2 | 3;

  constructor(trouble: { readonly code: string; readonly text: LocalizedText; readonly exitCode?: 2 | 3; readonly cause?: unknown }) {
    super(trouble.text.en, { cause: trouble.cause });
    this.name = "UserError";
    this.code = trouble.code;
    this.text = trouble.text;
    this.exitCode = trouble.exitCode ?? 2;
  }
}

/** The cluster, or the way to it, failed: exit code 3. */
export class ClusterError extends UserError {
  constructor(trouble: { readonly code: string; readonly text: LocalizedText; readonly cause?: unknown }) {
    super({ ...trouble, exitCode: 3 });
    this.name = "ClusterError";
  }
}
