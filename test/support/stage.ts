/** The commands' surroundings in memory: what is printed, said and asked is written down in order. */
import type { Lab } from "../../grader/model.ts";
import type { ChoiceReason } from "../../src/cluster/choose.ts";
import type { ComputerFacts } from "../../src/cluster/computer.ts";
import type { ClusterState, Driver, RunResult } from "../../src/cluster/driver.ts";
import type { Grader, Ports, TerminalPorts } from "../../src/commands/ports.ts";
import { noProgress, type Progress } from "../../src/progress/progress.ts";
import type { Look } from "../../src/render/look.ts";
import { renderTold } from "../../src/render/told.ts";

export interface StageOptions {
  readonly look: Look;
  readonly labs: readonly Lab[];
  readonly looks?: Grader["look"];
  readonly progress?: Progress;
  readonly cluster?: { readonly kind?: Driver["kind"]; readonly name?: string; readonly namespace?: string; readonly state?: ClusterState };
  readonly reason?: ChoiceReason;
  readonly foreign?: boolean;
  /** What is typed at each question, in order; "y" says yes. Undefined: there is no terminal. */
  readonly typed?: readonly string[];
  readonly runs?: (argv: readonly string[]) => Partial<RunResult>;
  readonly computer?: ComputerFacts;
  /** Folder of the reference answer. */
  readonly solution?: Awaited<ReturnType<Ports["shelf"]["exam"]>>["solution"];
}

export interface Stage {
  readonly ports: Ports;
  readonly terminal: TerminalPorts;
  /** As a terminal would show it. */
  shown(): string;
  progress(): Progress;
  /** Commands run on the cluster. */
  readonly ran: readonly string[];
}

export const noWishes = { cluster: undefined, context: undefined, profile: undefined, namespace: undefined } as const;
const runningState: ClusterState = { status: "running", version: "v1.36.2", nodeAddress: "127.0.49.2" };

export function createStage(options: StageOptions): Stage {
  const { look, labs, cluster = {}, reason = "nothing-else", foreign = false } = options;
  const lines: string[] = [];
  const ran: string[] = [];
  const typed = [...(options.typed ?? [])];
  let known = options.progress ?? noProgress;
  const { state = runningState, ...named } = cluster;
  const driver = {
    kind: "practice",
    name: "practice",
    namespace: "default",
    kubeconfig: "/home/learner/.local/share/svclab/kubeconfig",
    environment: () => ({}),
    prepare: async () => {},
    state: async () => state,
    run: async (argv) => {
      ran.push(argv.join(" "));
      return { exitCode: 0, stdout: "", stderr: "", ...options.runs?.(argv) };
    },
    // Nothing changes.
    async *changes() {},
    ...named,
  } as Omit<Driver, "reading"> as Driver;
  const write = (text: string): void => void lines.push(text);
  const answerTo = (question: string): string => {
    const answer = typed.shift() ?? "";
    write(`${renderTold(`? ${question}`, look)}${answer === "" ? "" : ` ${answer}`}`);
    return answer;
  };
  const terminal: TerminalPorts = {
    prompts: {
      async choose({ message, choices, preset }) {
        const answer = answerTo(message);
        for (const { value, name } of choices) write(`${value === (preset ?? choices[0]?.value) ? look.signs.chosen : " "} ${name}`);
        return choices.find(({ value }) => value === answer)!.value;
      },
      ask: async ({ message }) => answerTo(message),
      confirm: async ({ message, preset }) => answerTo(`${message} (${preset ? "Y/n" : "y/N"})`) === "y",
    },
    tasks: {
      async run(tasks) {
        for (const { run } of tasks) await run(() => {});
      },
    },
    screen: { fits: () => true, open: () => ({ show() {}, bell() {}, aside: (_where, work) => work(), close() {} }) },
    labShell: async () => 0,
    split: undefined,
  };
  const folder = (lab: Lab): string => `~/svclab/${lab.id}`;
  const ports = {
    look,
    output: { print: write, say: write },
    speak() {},
    bell: false,
    home: "/home/learner/.local/share/svclab",
    signal: new AbortController().signal,
    clock: { now: () => new Date("2026-01-01T00:00:00Z"), wait: async () => {} },
    progress: {
      read: async () => known,
      update: async (change) => {
        known = change(known);
        return known;
      },
    },
    grader: { look: options.looks ?? (() => Promise.reject(new Error("nothing is looked at here"))) },
    shelf: {
      labs: async () => labs,
      exam: async (lab: Lab) => ({ lab: lab.name, solution: options.solution!, right: [], wrong: [], equivalents: [] }),
      workFolder: folder,
      shownFolder: folder,
      showPlace: async () => {},
      layOut: async () => {},
      given: async () => [],
      manifests: async () => [],
      written: async () => [],
    },
    clusters: {
      open: async () => ({ driver, reason, foreign }),
      practice: {
        up: async (tell) => {
          tell({ ko: "연습용 클러스터를 시작합니다.", en: "Starting the practice cluster." });
          return { started: true, version: "v1.36.2", nodeAddress: "127.0.49.2" };
        },
        down: async () => ({ status: "stopped" }),
        reset: async () => {},
      },
    },
    computer: async () => options.computer!,
    terminal: options.typed === undefined ? undefined : terminal,
  } as Pick<Ports, "look" | "progress" | "output"> & { readonly clusters: Pick<Ports["clusters"], "open" | "practice"> } as Ports;
  return { ports, terminal, shown: () => lines.join("\n"), progress: () => known, ran };
}
