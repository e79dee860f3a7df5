/** Marks labs under a fault, with the command as it is run by a learner. */
import { troubleText } from "../../grader/index.ts";
import type { Language, Trouble } from "../../grader/model.ts";
import type { Fault, Scene } from "./fault.ts";
import type { Stand } from "./stand.ts";

export interface Marked {
  readonly fault: Fault;
  /** undefined: this computer can't show the fault. */
  readonly labs: readonly MarkedLab[] | undefined;
}

interface MarkedLab {
  readonly lab: string;
  readonly exitCode: number;
  /** How many checks have which status; empty where no report was given. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Marks of checks that are called failed, though all was done right. */
  readonly lost: number;
  /** Codes of troubles, or of the error. */
  readonly codes: readonly string[];
  /** What was said first, in both languages. */
  readonly text: { readonly ko: string; readonly en: string };
  /** The command that shows it. */
  readonly look: string;
  /** All that was printed, for failures. */
  readonly said: string;
}

export async function markUnder(fault: Fault, stand: Stand): Promise<Marked> {
  const scene = await fault.begin(stand);
  if (scene === undefined) return { fault, labs: undefined };
  try {
    const labs: MarkedLab[] = [];
    for (const lab of fault.labs) labs.push(await markLab(lab, scene, stand, fault.timeout ?? "1s"));
    return { fault, labs };
  } finally {
    await scene.end?.();
  }
}

interface Document {
  readonly error?: { readonly code: string; readonly message: string };
  readonly checks?: readonly {
    readonly id: string;
    readonly marks: number;
    readonly status: string;
    readonly why?: { readonly code: Trouble["code"]; readonly message: string; readonly look?: readonly string[] };
  }[];
}

async function markLab(lab: string, scene: Scene, stand: Stand, timeout: string): Promise<MarkedLab> {
  const en = await run("en");
  const { document } = en;
  // A report's words come from the same place in both languages; what is said in place of a report is asked for.
  const ko = document.error === undefined ? document : (await run("ko")).document;
  const checks = document.checks ?? [];
  const statuses: Record<string, number> = {};
  for (const { status } of checks) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    lab,
    exitCode: en.exitCode,
    statuses,
    lost: checks.reduce((sum, { status, marks }) => sum + (status === "failed" ? marks : 0), 0),
    codes: [...new Set([...(document.error === undefined ? [] : [document.error.code]), ...checks.flatMap(({ why }) => why?.code ?? [])])],
    text: { ko: wordsOf(ko, "ko"), en: wordsOf(document, "en") },
    look: checks.find(({ why }) => why?.look !== undefined)?.why?.look?.join(" ") ?? "",
    said: `${en.stdout}\n${en.stderr}`,
  };

  async function run(language: string) {
    const argv = ["check", lab, ...(scene.argv ?? ["--context", "faulty", "--namespace", "default"]), "--json", "--lang", language, "--timeout", timeout];
    const result = await stand.svclab(argv, { SVCLAB_HOME: stand.learnersHome(), ...scene.environment }, scene.under);
    return { ...result, document: documentOf(result.stdout) };
  }
}

function documentOf(stdout: string): Document {
  try {
    return JSON.parse(stdout) as Document;
  } catch {
    return {};
  }
}

function wordsOf({ error, checks }: Document, language: Language): string {
  const code = checks?.find(({ why }) => why !== undefined)?.why?.code;
  return (error?.message ?? (code === undefined ? "" : troubleText(code)[language])).replaceAll("\n", " ");
}
