/** Plays an answer: its commands, word for word, in a copy of the starter files over which its own files are laid. */
import type { Lab } from "../../grader/model.ts";
import type { Driver, RunResult } from "../cluster/driver.ts";
import type { Answer, Deed } from "../labs/exam.ts";
import type { Ports, Sight } from "./ports.ts";

export interface Player {
  /** The folder it is played in; fixes are run there too. */
  readonly folder: string;
  /** Answers to questions so far, by check id. */
  answers(): Readonly<Record<string, string>>;
  /** Ids of checks that a look has seen pass. */
  passed(): readonly string[];
  /** Plays one deed more; undefined when all are played. A command that fails is part of the answer (wrong answers do that), not an error. */
  next(): Promise<Played | undefined>;
  /** Calls the programs and answers the questions once more, as one does after a mistake is mended; makes nothing. */
  again(): Promise<void>;
  /** Looks with the answers so far, and remembers what has passed. */
  look(steps?: readonly string[]): Promise<Sight>;
  /** Takes the folder away. */
  remove(): Promise<void>;
}

export type Played =
  | { readonly kind: "run"; readonly argv: readonly string[]; readonly result: RunResult }
  | { readonly kind: "answer"; readonly check: string; readonly answer: string; readonly argv: readonly string[] | undefined };

export interface PlayOptions {
  readonly ports: Pick<Ports, "shelf" | "grader">;
  readonly lab: Lab;
  readonly driver: Driver;
  readonly answer: Answer;
  readonly signal: AbortSignal;
}

/** Milliseconds that one command of an answer may take. */
const deedTimeout = 60_000;

export async function createPlayer({ ports, lab, driver, answer, signal }: PlayOptions): Promise<Player> {
  const state = await driver.state(signal);
  const nodeAddress = state.status === "running" ? (state.nodeAddress ?? "") : "";
  const { folder, deeds, remove } = await ports.shelf.copyFor(lab, answer, nodeAddress);
  const answers: Record<string, string> = {};
  const passed = new Set<string>();
  let at = 0;
  return {
    folder,
    remove,
    answers: () => answers,
    passed: () => [...passed],
    async next() {
      const deed = deeds[at];
      if (deed === undefined || signal.aborted) return undefined;
      at += 1;
      const played = await playDeed(deed, driver, folder, signal);
      if (played.kind === "answer") answers[played.check] = played.answer;
      return played;
    },
    async again() {
      for (const deed of deeds.filter(isAsking)) {
        const played = await playDeed(deed, driver, folder, signal);
        if (played.kind === "answer") answers[played.check] = played.answer;
      }
    },
    async look(steps) {
      const files = await ports.shelf.written(folder);
      const sight = await ports.grader.look({ lab, steps, driver, answers, passed: [...passed], files, folder, signal });
      for (const { id, status } of sight.report.checks) if (status === "passed" && isOnce(lab, id)) passed.add(id);
      return sight;
    },
  };
}

async function playDeed(deed: Deed, driver: Driver, cwd: string, signal: AbortSignal): Promise<Played> {
  const options = { cwd, timeoutMs: deedTimeout, signal };
  if (deed.kind === "run") return { kind: "run", argv: deed.argv, result: await driver.run(deed.argv, options) };
  if ("text" in deed.source) return { kind: "answer", check: deed.check, answer: deed.source.text, argv: undefined };
  const { stdout } = await driver.run(deed.source.argv, options);
  return { kind: "answer", check: deed.check, answer: stdout.trim(), argv: deed.source.argv };
}

function isAsking(deed: Deed): boolean {
  return deed.kind === "answer" || (deed.argv[0] === "kubectl" && deed.argv[1] === "exec");
}

function isOnce(lab: Lab, id: string): boolean {
  return lab.steps.some(({ checks }) => checks.some((check) => check.id === id && check.once === true));
}
