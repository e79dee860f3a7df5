/** What a command line asks for, as data. */
import type { ClusterKind } from "../cluster/driver.ts";
import type { ReportFormat } from "../commands/report.ts";

export interface Flags {
  readonly cluster: ClusterKind | undefined;
  readonly context: string | undefined;
  readonly profile: string | undefined;
  readonly namespace: string | undefined;
  readonly language: string | undefined;
  readonly json: boolean;
  readonly colour: boolean;
  readonly yes: boolean;
  /** Line by line, nothing drawn again. */
  readonly plain: boolean;
  readonly bell: boolean;
  /** Milliseconds. */
  readonly timeoutMs: number | undefined;
}

export type Request =
  | { readonly verb: "home" }
  | { readonly verb: "list" }
  | { readonly verb: "start"; readonly target: string | undefined; readonly from: "solutions" | "scratch" }
  | { readonly verb: "check"; readonly target: string | undefined; readonly save: string | undefined }
  | { readonly verb: "judge"; readonly files: readonly string[] }
  | { readonly verb: "hint" | "solution"; readonly target: string | undefined }
  | { readonly verb: "reset"; readonly target: string }
  | { readonly verb: "next" }
  | { readonly verb: "answer"; readonly target: string | undefined; readonly given: readonly string[] }
  | { readonly verb: "watch"; readonly lab: string | undefined }
  | { readonly verb: "shell" }
  | { readonly verb: "cluster"; readonly deed: "up" | "down" | "status" | "reset" }
  | { readonly verb: "cluster-env"; readonly shell: "sh" | "fish" | "powershell" }
  | { readonly verb: "verify"; readonly labs: readonly string[]; readonly mutants: boolean; readonly only: string | undefined }
  | { readonly verb: "report"; readonly format: ReportFormat | undefined; readonly output: string | undefined }
  | { readonly verb: "completion"; readonly shell: string }
  | { readonly verb: "lab-new"; readonly name: string }
  | { readonly verb: "lab-lint"; readonly labs: readonly string[]; readonly mutants: boolean }
  | { readonly verb: "lab-schema" }
  | { readonly verb: "doctor" };

export type Invocation =
  | { readonly status: "asked"; readonly request: Request; readonly flags: Flags }
  /** Help or version: the answer is the text. */
  | { readonly status: "answered"; readonly text: string }
  | { readonly status: "misused"; readonly text: string };
