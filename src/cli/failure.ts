/** Whatever was thrown -> what is said of it, and the exit code. */

import type { Language } from "../../grader/model.ts";
import { faults } from "../i18n/faults.ts";
import { UserError } from "../trouble.ts";

export interface Failure {
  readonly text: string;
  readonly code: string;
  readonly exitCode: number;
}

export interface FailureContext {
  readonly language: Language;
  readonly interrupted: boolean;
  readonly version: string;
  readonly argv: readonly string[];
}

export function failureOf(error: unknown, { language, interrupted, version, argv }: FailureContext): Failure {
  if (interrupted) return { text: faults.interrupted[language], code: "interrupted", exitCode: 130 };
  if (error instanceof UserError) return { text: error.text[language], code: error.code, exitCode: error.exitCode };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const report = [`svclab ${version} · Node.js ${process.version} · ${process.platform} ${process.arch}`, `svclab ${argv.join(" ")}`, stack].join("\n");
  return { text: `${faults.ours[language]}\n\n${report}`, code: "internal", exitCode: 70 };
}
