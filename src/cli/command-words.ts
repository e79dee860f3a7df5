/** The words of the command line, as data: what is parsed, what the help says and what Tab completes all come from here. */
import type { LocalizedText } from "../../grader/model.ts";
import type { ReportFormat } from "../commands/report.ts";
import { help } from "../i18n/help.ts";
import type { Request } from "./invocation.ts";

export interface CommandWord {
  readonly name: string;
  readonly about: LocalizedText;
  readonly argument?: ArgumentWord;
  readonly options?: readonly OptionWord[];
  /** What to type, below the help: lines that are never broken. */
  readonly use?: LocalizedText;
  /** A command that only holds others has no `ask`. */
  readonly commands?: readonly CommandWord[];
  readonly ask?: (given: Given) => Request;
}

export interface ArgumentWord {
  readonly name: string;
  readonly about?: LocalizedText;
  readonly required: boolean;
  readonly variadic: boolean;
  /** What Tab offers for it. */
  readonly offers: "nothing" | "labs" | "targets" | "shells" | "files";
}

export interface OptionWord {
  /** `-y, --yes`, `--lang <language>` */
  readonly flags: string;
  readonly about: LocalizedText;
  readonly choices?: readonly string[];
  readonly preset?: string;
  readonly reads?: "duration";
}

/** What was typed behind a command. */
interface Given {
  readonly first: string | undefined;
  readonly all: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

const lab: ArgumentWord = { name: "lab", about: help.labArgument, required: false, variadic: false, offers: "labs" };
const labs: ArgumentWord = { ...lab, name: "labs", variadic: true };
const target: ArgumentWord = { name: "lab[/step]", about: help.targetNeeded, required: true, variadic: false, offers: "targets" };
const files: ArgumentWord = { name: "files", about: help.filesArgument, required: true, variadic: true, offers: "files" };
const targetOrHere: ArgumentWord = { ...target, about: help.targetArgument, required: false };

export const commandWords: readonly CommandWord[] = [
  { name: "list", about: help.list, ask: () => ({ verb: "list" }) },
  {
    name: "start",
    about: help.start,
    argument: targetOrHere,
    options: [{ flags: "--from <state>", about: help.optionFrom, choices: ["solutions", "scratch"], preset: "solutions" }],
    ask: ({ first, options }) => ({ verb: "start", target: first, from: options.from as "solutions" | "scratch" }),
  },
  {
    name: "check",
    about: help.check,
    argument: targetOrHere,
    options: [{ flags: "--save <file>", about: help.optionSave }],
    ask: ({ first, options }) => ({ verb: "check", target: first, save: options.save as string | undefined }),
  },
  { name: "judge", about: help.judge, argument: files, ask: ({ all }) => ({ verb: "judge", files: all }) },
  ...(["hint", "solution"] as const).map(
    (verb): CommandWord => ({ name: verb, about: help[verb], argument: targetOrHere, ask: ({ first }) => ({ verb, target: first }) }),
  ),
  {
    name: "answer",
    about: help.answer,
    argument: targetOrHere,
    options: [{ flags: "--set <check=text...>", about: help.optionSet }],
    ask: ({ first, options }) => ({ verb: "answer", target: first, given: (options.set as readonly string[] | undefined) ?? [] }),
  },
  { name: "next", about: help.next, ask: () => ({ verb: "next" }) },
  { name: "reset", about: help.reset, argument: target, ask: ({ first = "" }) => ({ verb: "reset", target: first }) },
  { name: "watch", about: help.watch, argument: lab, ask: ({ first }) => ({ verb: "watch", lab: first }) },
  { name: "shell", about: help.shell, ask: () => ({ verb: "shell" }) },
  {
    name: "cluster",
    about: help.cluster,
    commands: [
      { name: "up", about: help.clusterUp, ask: () => ({ verb: "cluster", deed: "up" }) },
      { name: "down", about: help.clusterDown, ask: () => ({ verb: "cluster", deed: "down" }) },
      { name: "status", about: help.clusterStatus, ask: () => ({ verb: "cluster", deed: "status" }) },
      {
        name: "env",
        about: help.clusterEnv,
        use: help.clusterEnvUse,
        options: [{ flags: "--shell <name>", about: help.optionShell, choices: ["sh", "fish", "powershell"], preset: "sh" }],
        ask: ({ options }) => ({ verb: "cluster-env", shell: options.shell as "sh" | "fish" | "powershell" }),
      },
      { name: "reset", about: help.clusterReset, ask: () => ({ verb: "cluster", deed: "reset" }) },
    ],
  },
  {
    name: "verify",
    about: help.verify,
    argument: labs,
    options: [
      { flags: "--mutants", about: help.optionMutants },
      { flags: "--only <text>", about: help.optionOnly },
    ],
    ask: ({ all, options }) => ({ verb: "verify", labs: all, mutants: options.mutants === true, only: options.only as string | undefined }),
  },
  {
    name: "report",
    about: help.report,
    options: [
      { flags: "--format <format>", about: help.optionFormat, choices: ["html", "markdown", "json", "junit"] },
      { flags: "--output <file>", about: help.optionOutput },
    ],
    ask: ({ options }) => ({ verb: "report", format: options.format as ReportFormat | undefined, output: options.output as string | undefined }),
  },
  {
    name: "completion",
    about: help.completion,
    argument: { name: "bash|zsh|fish", about: help.completionArgument, required: true, variadic: false, offers: "shells" },
    use: help.completionUse,
    ask: ({ first }) => ({ verb: "completion", shell: first ?? "" }),
  },
  {
    name: "lab",
    about: help.labAuthors,
    commands: [
      {
        name: "new",
        about: help.labNew,
        argument: { name: "name", about: help.newLabArgument, required: true, variadic: false, offers: "nothing" },
        ask: ({ first = "" }) => ({ verb: "lab-new", name: first }),
      },
      {
        name: "lint",
        about: help.labLint,
        argument: labs,
        options: [{ flags: "--mutants", about: help.optionMutants }],
        ask: ({ all, options }) => ({ verb: "lab-lint", labs: all, mutants: options.mutants === true }),
      },
      { name: "schema", about: help.labSchema, ask: () => ({ verb: "lab-schema" }) },
    ],
  },
  { name: "doctor", about: help.doctor, ask: () => ({ verb: "doctor" }) },
];

export const globalOptions: readonly OptionWord[] = [
  { flags: "--cluster <kind>", about: help.optionCluster, choices: ["practice", "minikube", "kubeconfig"] },
  { flags: "--context <name>", about: help.optionContext },
  { flags: "--profile <name>", about: help.optionProfile },
  { flags: "--namespace <name>", about: help.optionNamespace },
  { flags: "--lang <language>", about: help.optionLang, choices: ["ko", "en"] },
  { flags: "--json", about: help.optionJson },
  { flags: "--no-color", about: help.optionNoColor },
  { flags: "--plain", about: help.optionPlain },
  { flags: "--bell", about: help.optionBell },
  { flags: "-y, --yes", about: help.optionYes },
  { flags: "--timeout <time>", about: help.optionTimeout, reads: "duration" },
];

/** `--lang` of `--lang <language>` */
export function longFlagOf({ flags }: OptionWord): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}
