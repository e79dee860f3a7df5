/** What the commands need of the world. Built in main.ts, given as one object. */
import type { Lab, Language, Observation } from "../../grader/model.ts";
import type { ChoiceReason } from "../cluster/choose.ts";
import type { ComputerFacts } from "../cluster/computer.ts";
import type { Driver } from "../cluster/driver.ts";
import type { LintedLab } from "../labs/authoring/lint.ts";
import type { Answer, Deed, Exam } from "../labs/exam.ts";
import type { ProgressStore } from "../progress/progress-store.ts";
import type { Look } from "../render/look.ts";
import type { Page } from "../render/page.ts";
import type { ShownReport } from "../render/report.ts";

/** 0 full marks · 1 something to mend · 2 misuse or a bad lab file · 3 couldn't judge · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

export interface Ports {
  readonly output: Output;
  /** As it is now: the language may be switched and the window resized while svclab runs. */
  readonly look: Look;
  speak(language: Language): void;
  /** True: a bell is wanted when a step is passed. */
  readonly bell: boolean;
  readonly clock: Clock;
  readonly shelf: Shelf;
  readonly authors: Authors;
  readonly clusters: Clusters;
  /** Looks at this computer; changes nothing. */
  computer(): Promise<ComputerFacts>;
  readonly grader: Grader;
  readonly progress: ProgressStore;
  readonly files: Files;
  /** Undefined where there is no terminal. */
  readonly terminal: TerminalPorts | undefined;
  /** SVCLAB_HOME. */
  readonly home: string;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Output {
  /** The answer: a text and a line break on stdout. */
  print(text: string): void;
  /** The talk: a text and a line break on stderr. */
  say(text: string): void;
}

export interface Clock {
  now(): Date;
  /** Settles after so many milliseconds, or as soon as the signal aborts; never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The labs, their exams, and the folders that are worked in. */
export interface Shelf {
  labs(): Promise<readonly Lab[]>;
  exam(lab: Lab): Promise<Exam>;
  /** Where the learner works on a lab, absolute; it need not exist. */
  workFolder(lab: Lab): string;
  /** The same as it is shown: with ~ for the home folder. */
  shownFolder(lab: Lab): string;
  /** What the prompt of every lab shell shows from now on. */
  showPlace(place: string): Promise<void>;
  /** Puts the starter files there, leaving files that are there already. */
  layOut(lab: Lab): Promise<void>;
  /** The manifests as the lab gives them. */
  given(lab: Lab): Promise<readonly ManifestFile[]>;
  /** The manifests in a folder; none where there is no such folder. */
  manifests(folder: string): Promise<readonly ManifestFile[]>;
  /** All that a learner has written in a folder and the folders in it. */
  written(folder: string): Promise<readonly ManifestFile[]>;
  /** A fresh copy of the starter files, overlaid with an answer's own. The node's address is filled in where the answer speaks of it. */
  copyFor(lab: Lab, answer: Answer, nodeAddress: string): Promise<{ readonly folder: string; readonly deeds: readonly Deed[]; remove(): Promise<void> }>;
}

interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/** Files that the command line names. All reject with the file system's error. */
export interface Files {
  /** In bytes. */
  size(path: string): Promise<number>;
  read(path: string): Promise<string>;
  /** Whole or not at all. */
  write(path: string, text: string): Promise<void>;
}

/** The labs as files, for who writes them. Both throw UserError. */
interface Authors {
  /** By name or folder name; none: all. */
  lint(words: readonly string[]): Promise<readonly LintedLab[]>;
  /** The beginnings of a new lab; answers the files that were made. */
  scaffold(name: string): Promise<readonly string[]>;
}

/** One look at the cluster, judged. */
export interface Grader {
  look(request: LookRequest): Promise<Sight>;
}

interface LookRequest {
  readonly lab: Lab;
  /** Only these steps and what they need; absent: all. */
  readonly steps?: readonly string[] | undefined;
  readonly driver: Driver;
  /** The learner's answers, by check id. */
  readonly answers: Readonly<Record<string, string>>;
  /** Ids of checks that passed before. */
  readonly passed: readonly string[];
  readonly files: readonly ManifestFile[];
  /** Where the files lie. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export interface Sight {
  readonly observation: Observation;
  /** Holds the checks of the steps asked for. */
  readonly report: ShownReport;
}

export interface ClusterWishes {
  readonly cluster: Driver["kind"] | undefined;
  readonly context: string | undefined;
  readonly profile: string | undefined;
  readonly namespace: string | undefined;
}

export interface OpenCluster {
  readonly driver: Driver;
  readonly reason: ChoiceReason;
  /** Neither practice nor minikube's: it is named, and asked about, before the first change. */
  readonly foreign: boolean;
}

export interface Clusters {
  /** The cluster that a command is about; nothing is started. Throws UserError, ClusterError. */
  open(wishes: ClusterWishes): Promise<OpenCluster>;
  readonly practice: {
    /** `tell` hears what is being done. Throws ClusterError. */
    up(
      tell: (text: { readonly ko: string; readonly en: string }) => void,
    ): Promise<{ readonly started: boolean; readonly version: string; readonly nodeAddress: string }>;
    down(): Promise<{ readonly status: "stopped" | "was-not-running" }>;
    reset(): Promise<void>;
  };
  /** A practice cluster of its own in a temporary home: nothing of the learner's is touched. */
  temporary(signal: AbortSignal): Promise<TemporaryCluster>;
}

interface TemporaryCluster {
  readonly driver: Driver;
  /** Stops it and removes what it kept. */
  remove(): Promise<void>;
}

export interface TerminalPorts {
  readonly prompts: Prompts;
  readonly tasks: TaskRunner;
  readonly screen: ScreenPort;
  /** Opens the lab shell in this terminal until it ends; answers its exit code. */
  labShell(request: ShellRequest): Promise<number>;
  /** Opens the lab shell beside this terminal; undefined where nothing can split it. */
  readonly split: ((request: ShellRequest) => Promise<void>) | undefined;
}

export interface ShellRequest {
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
  /** What every svclab in it is told. */
  readonly flags: readonly string[];
}

/** All reject with an AbortError when Ctrl-C is pressed. */
export interface Prompts {
  choose<T extends string>(question: {
    readonly message: string;
    /** `short`: what stays of the choice once it was made; absent: its name. */
    readonly choices: readonly { readonly value: T; readonly name: string; readonly short?: string }[];
    readonly preset?: T | undefined;
  }): Promise<T>;
  /** An empty answer is "". */
  ask(question: { readonly message: string }): Promise<string>;
  confirm(question: { readonly message: string; readonly preset: boolean }): Promise<boolean>;
}

export interface Task {
  readonly title: string;
  /** `tell` replaces the line that is shown beside the title. */
  run(tell: (text: string) => void): Promise<void>;
}

export interface TaskRunner {
  /** One after another as a live list; the first failure ends it and is thrown. */
  run(tasks: readonly Task[]): Promise<void>;
}

/** The terminal while a lab is walked. */
export interface ScreenPort {
  /** True where the whole page is seen at once. */
  fits(page: Page): boolean;
  /** Takes the terminal until `close`. Keys that scroll are the screen's own, and "ctrl-c" aborts the signal; all others arrive. */
  open(ears: { readonly onKey: (key: string) => void; readonly onResize: () => void }): OpenScreen;
}

export interface OpenScreen {
  /** In place of what was shown before. */
  show(page: Page): void;
  bell(): void;
  /** Gives the terminal away until the work is done: below what is shown, or apart from it. */
  aside<T>(where: "below" | "apart", work: () => Promise<T>): Promise<T>;
  close(): void;
}
