/** What a key does in a step. */
import type { AskCheck } from "../../../grader/model.ts";
import { withAnswer } from "../../progress/progress.ts";
import { askQuestion } from "../ask-question.ts";
import { nextHint } from "../hint.ts";
import { changeLab, readLab } from "../session.ts";
import { openShell, shellRequest } from "../shell.ts";
import { askSolution } from "../solution.ts";
import type { Eyes } from "./eyes.ts";
import type { Stage } from "./stage.ts";
import type { StepOutcome, StepWalk } from "./walk-step.ts";

/** How the step ends by it; undefined: it goes on. */
export async function onKey(key: string, walk: StepWalk, stage: Stage, eyes: Eyes): Promise<StepOutcome | undefined> {
  const { ports, terminal, session, step } = walk;
  const { view, sight, broken } = stage.state();
  switch (key) {
    case "q":
      return { kind: "quit" };
    case "l":
      return { kind: "list" };
    case "n":
      return { kind: "next" };
    case "b":
      return broken === undefined ? undefined : { kind: "go", step: broken };
    case "enter":
    case "escape":
      if (view !== "work") stage.set({ view: "work" });
      else if (key === "enter" && stage.passed()) return { kind: "next" };
      return undefined;
    case "r":
      stage.set({ view: view === "text" ? "work" : "text" });
      return undefined;
    case "c":
      stage.set({ view: "work", told: true });
      eyes.look();
      return undefined;
    case "h":
      if (sight !== undefined && !stage.passed()) stage.set({ view: "work", solution: undefined, hint: await nextHint(ports, { session, step, sight }) });
      // A file that was edited is no change of the cluster: what the hint says is looked at again.
      eyes.look();
      return undefined;
    case "s": {
      const solution = await askSolution(ports, { session, step });
      stage.set({ view: solution.status === "locked" ? "work" : "solution", solution });
      return undefined;
    }
    case "g":
      ports.speak(ports.look.language === "ko" ? "en" : "ko");
      stage.set({});
      return undefined;
    case "o":
      await stage.aside("apart", () => openShell(ports, terminal, { driver: session.driver, lab: session.lab, step }));
      eyes.look();
      return undefined;
    case "t":
      await terminal.split?.(shellRequest({ driver: session.driver, cwd: ports.shelf.workFolder(session.lab) }, ports.look));
      return undefined;
    case "a":
      await stage.aside("below", () => answerQuestions(walk));
      stage.set({ told: true });
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
