/** One step of a lab at a terminal: it turns green by itself when the cluster does. */
import type { AskCheck, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { withAnswer } from "../progress/progress.ts";
import { renderAfterStep } from "../render/after-step.ts";
import { renderProse } from "../render/prose.ts";
import { renderStep } from "../render/step-screen.ts";
import { renderWalk, walkKeys } from "../render/walk-block.ts";
import { askQuestion } from "./ask-question.ts";
import { createEventQueue } from "./event-queue.ts";
import { nextHint } from "./hint.ts";
import type { Ports, ScreenPort, Sight, TerminalPorts } from "./ports.ts";
import { changeLab, keepMarks, lookAt, readLab, type Session } from "./session.ts";
import { solutionText } from "./solution.ts";
import { watchChanges } from "./watch-changes.ts";

export type StepOutcome = "next" | "list" | "quit";

export interface StepWalk {
  readonly ports: Ports;
  readonly terminal: TerminalPorts;
  readonly session: Session;
  readonly step: Step;
}

type WalkEvent =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "changed" }
  | { readonly kind: "seen"; readonly sight: Sight }
  | { readonly kind: "over"; readonly error?: unknown };

/** Ends when the learner moves on or leaves, and at once when the signal aborts. */
export async function walkStep(walk: StepWalk): Promise<StepOutcome> {
  const { ports, session, step } = walk;
  const queue = createEventQueue<WalkEvent>();
  const over = new AbortController();
  const signal = AbortSignal.any([ports.signal, over.signal]);
  const eyes = createEyes(walk, (event) => queue.push(event));
  const stage = createStage(walk, (key) => queue.push({ kind: "key", key }));
  const onAbort = (): void => queue.push({ kind: "over" });
  ports.signal.addEventListener("abort", onAbort, { once: true });
  const watching = watchChanges({ driver: session.driver, clock: ports.clock, signal, onChange: () => queue.push({ kind: "changed" }) });
  stage.open();
  eyes.look();
  try {
    while (!ports.signal.aborted) {
      const event = await queue.next();
      if (event.kind === "over") {
        if (event.error !== undefined) throw event.error;
        break;
      }
      if (event.kind === "changed") eyes.look();
      else if (event.kind === "seen") {
        await keepMarks(ports, session, event.sight);
        stage.show(event.sight, await unanswered(ports, session, step));
      } else {
        const outcome = await onKey(event.key, walk, stage, eyes);
        if (outcome !== undefined) return outcome;
      }
    }
    return "quit";
  } finally {
    ports.signal.removeEventListener("abort", onAbort);
    over.abort();
    stage.close();
    await watching;
  }
}

async function onKey(key: string, walk: StepWalk, stage: Stage, eyes: Eyes): Promise<StepOutcome | undefined> {
  const { ports, terminal, session, step } = walk;
  const sight = stage.sight();
  switch (key) {
    case "q":
      return "quit";
    case "l":
      return "list";
    case "n":
      return "next";
    case "enter":
      return stage.passed() ? "next" : undefined;
    case "r":
      stage.page();
      return undefined;
    case "c":
      stage.tell();
      eyes.look();
      return undefined;
    case "h":
      if (sight !== undefined) stage.print(await nextHint(ports, { session, step, report: sight.report }));
      return undefined;
    case "s":
      stage.print(await solutionText(ports, { session, step }));
      return undefined;
    case "o":
      await stage.aside(async () => {
        const cwd = ports.shelf.workFolder(session.lab);
        ports.output.say(`\n${renderProse(screens.shellOpened({ folder: cwd })[ports.look.language], ports.look)}\n`);
        await terminal.hand(terminal.shell, { cwd, environment: session.driver.environment() });
      });
      stage.page();
      eyes.look();
      return undefined;
    case "a":
      await stage.aside(() => answerQuestions(walk));
      stage.tell();
      eyes.look();
      return undefined;
    default:
      return undefined;
  }
}

async function answerQuestions({ ports, terminal, session, step }: StepWalk): Promise<void> {
  const known = await readLab(ports, session);
  for (const check of step.checks.filter((each): each is AskCheck => each.kind === "ask" && known.marks[each.id] === undefined)) {
    const answer = await askQuestion(terminal.prompts, check, ports.look);
    if (answer !== "") await changeLab(ports, session, (lab) => withAnswer(lab, check.id, answer));
  }
}

async function unanswered(ports: Ports, session: Session, step: Step): Promise<readonly string[]> {
  const { answers } = await readLab(ports, session);
  return step.checks.filter((check) => check.kind === "ask" && answers[check.id] === undefined).map(({ id }) => id);
}

interface Eyes {
  /** Looks now; while a look is under way, once more after it. */
  look(): void;
}

function createEyes({ ports, session, step }: StepWalk, push: (event: WalkEvent) => void): Eyes {
  let looking = false;
  let again = false;
  const look = (): void => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    lookAt(ports, session, [step.id])
      .then(
        (sight) => push({ kind: "seen", sight }),
        (error: unknown) => push({ kind: "over", error }),
      )
      .finally(() => {
        looking = false;
        if (again && !ports.signal.aborted) {
          again = false;
          look();
        }
      });
  };
  return { look };
}

interface Stage {
  open(): void;
  close(): void;
  page(): void;
  print(text: string): void;
  show(sight: Sight, unanswered: readonly string[]): void;
  /** From now on verdicts are shown as they are, with the cause in full. */
  tell(): void;
  aside(work: () => Promise<void>): Promise<void>;
  sight(): Sight | undefined;
  passed(): boolean;
}

function createStage({ ports, terminal, session, step }: StepWalk, onKey: (key: string) => void): Stage {
  const { look, shelf } = ports;
  const { lab } = session;
  const state: { sight?: Sight; unanswered: readonly string[]; told: boolean; toldPass: boolean; keys?: ReturnType<ScreenPort["open"]> } = {
    unanswered: [],
    told: false,
    toldPass: false,
  };
  const passed = (): boolean => state.sight?.report.checks.every(({ status }) => status === "passed") ?? false;
  const asks = (): boolean =>
    step.checks.some(({ id, kind }) => kind === "ask" && state.sight?.report.checks.some((check) => check.id === id && check.status === "failed"));
  const paint = ({ withKeys } = { withKeys: true }): void => {
    const keys = withKeys ? walkKeys({ passed: passed(), last: lab.steps.at(-1) === step, asks: asks() }) : [];
    terminal.screen.paint(renderWalk({ step, sight: state.toldPass ? undefined : state.sight, unanswered: state.unanswered, told: state.told, keys }, look));
  };
  return {
    open() {
      terminal.screen.page(renderStep({ lab, step, folder: shelf.workFolder(lab) }, look));
      state.keys = terminal.screen.open(onKey);
      paint();
    },
    close() {
      state.keys?.close();
      terminal.screen.settle();
    },
    page() {
      terminal.screen.page(renderStep({ lab, step, folder: shelf.workFolder(lab) }, look));
      state.toldPass = false;
      paint();
    },
    print(text) {
      terminal.screen.print(`${text}\n`);
    },
    show(sight, unanswered) {
      state.sight = sight;
      state.unanswered = unanswered;
      if (!passed()) state.toldPass = false;
      if (passed() && !state.toldPass) {
        paint({ withKeys: false });
        terminal.screen.settle();
        state.toldPass = true;
        terminal.screen.print(`\n${renderAfterStep(step, sight.report.checks, look)}\n`);
      }
      paint();
    },
    tell() {
      state.told = true;
      paint();
    },
    async aside(work) {
      state.keys?.close();
      terminal.screen.settle();
      try {
        await work();
      } finally {
        state.keys = terminal.screen.open(onKey);
      }
    },
    sight: () => state.sight,
    passed,
  };
}
