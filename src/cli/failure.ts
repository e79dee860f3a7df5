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
  const wanting = wantOf(error);
  if (wanting !== undefined) return { text: faults.system(wanting)[language], code: wanting.code, exitCode: 3 };
  const report = [`svclab ${version} · Node.js ${process.version} · ${process.platform} ${process.arch}`, `svclab ${argv.join(" ")}`, stack].join("\n");
  return { text: `${faults.ours[language]}\n\n${report}`, code: "internal", exitCode: 70 };
}

/** What this computer has none of any more, whatever was being done. */
const wants: Readonly<Record<string, string>> = {
  EMFILE: "too-many-files",
  ENFILE: "too-many-files",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EROFS: "read-only",
  EIO: "disk-broken",
};

function wantOf(error: unknown): { readonly code: string; readonly said: string } | undefined {
  const code = error instanceof Error ? wants[(error as NodeJS.ErrnoException).code ?? ""] : undefined;
  return code === undefined ? undefined : { code, said: (error as Error).message };
}
