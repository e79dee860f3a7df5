/** One step of a lab at a terminal: it turns green by itself when the cluster does. */
import type { Step } from "../../../grader/model.ts";
import { createEventQueue } from "../event-queue.ts";
import { keptTrue } from "../hint.ts";
import type { Ports, Sight, TerminalPorts } from "../ports.ts";
import { keepMarks, lookAt, readLab, type Session } from "../session.ts";
import { watchChanges } from "../watch-changes.ts";
import { brokenStep } from "./broken-step.ts";
import { createEyes } from "./eyes.ts";
import { onKey } from "./on-key.ts";
import { createStage, type Stage } from "./stage.ts";
import { untriedFiles } from "./untried.ts";

export type StepOutcome = { readonly kind: "next" | "list" | "quit" } | { readonly kind: "go"; readonly step: Step };

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
  | { readonly kind: "broken"; readonly step: Step | undefined }
  | { readonly kind: "over"; readonly error?: unknown };

/** Ends when the learner moves on or leaves, and at once when the signal aborts. */
export async function walkStep(walk: StepWalk): Promise<StepOutcome> {
  const { ports, session, step } = walk;
  const queue = createEventQueue<WalkEvent>();
  const over = new AbortController();
  const signal = AbortSignal.any([ports.signal, over.signal]);
  const onTrouble = (error: unknown): void => queue.push({ kind: "over", error });
  const eyes = createEyes({ ports, session, step, onSight: (sight) => queue.push({ kind: "seen", sight }), onTrouble });
  const onAbort = (): void => queue.push({ kind: "over" });
  ports.signal.addEventListener("abort", onAbort, { once: true });
  const stage = createStage(walk, (key) => queue.push({ kind: "key", key }));
  const watching = watchChanges({ driver: session.driver, clock: ports.clock, signal, onChange: () => queue.push({ kind: "changed" }) });
  eyes.look();
  lookBack(walk).then((broken) => queue.push({ kind: "broken", step: broken }), onTrouble);
  try {
    while (!ports.signal.aborted) {
      const event = await queue.next();
      switch (event.kind) {
        case "over":
          if (event.error !== undefined) throw event.error;
          break;
        case "changed":
          eyes.look();
          break;
        case "broken":
          stage.set({ broken: event.step });
          break;
        case "seen": {
          const elsewhere = await showSight(walk, stage, event.sight);
          if (elsewhere !== undefined) return { kind: "go", step: elsewhere };
          break;
        }
        case "key": {
          if (stage.state().pasted !== (event.key === "paste")) stage.set({ pasted: event.key === "paste" });
          const outcome = await onKey(event.key, walk, stage, eyes);
          if (outcome !== undefined) return outcome;
        }
      }
    }
    return { kind: "quit" };
  } finally {
    ports.signal.removeEventListener("abort", onAbort);
    over.abort();
    stage.close();
    await watching;
  }
}

/** The step to go to where the learner has moved on in another svclab: `next` in a lab shell. */
async function showSight({ ports, session, step }: StepWalk, stage: Stage, sight: Sight): Promise<Step | undefined> {
  const [{ marks, step: at }, given] = await Promise.all([readLab(ports, session), ports.shelf.given(session.lab)]);
  await keepMarks(ports, session, sight);
  const isFirst = stage.state().sight === undefined;
  const wasPassed = stage.passed();
  const hint = await keptTrue(ports, stage.state().hint, { session, step, sight });
  stage.set({
    sight,
    hint,
    known: Object.keys(marks),
    untried: untriedFiles({ lab: session.lab, observation: sight.observation, given }),
  });
  if (!wasPassed && stage.passed()) {
    stage.set({ view: "work", hint: undefined, heldAlready: isFirst });
    if (ports.bell) stage.bell();
  }
  return at === step.id ? undefined : session.lab.steps.find(({ id }) => id === at);
}

/** The first of the steps before this one that was passed and no longer holds. */
async function lookBack({ ports, session, step }: StepWalk): Promise<Step | undefined> {
  const before = session.lab.steps.slice(0, session.lab.steps.indexOf(step));
  if (before.length === 0) return undefined;
  const { marks } = await readLab(ports, session);
  const { report } = await lookAt(
    ports,
    session,
    before.map(({ id }) => id),
  );
  return brokenStep(before, report, Object.keys(marks));
}
