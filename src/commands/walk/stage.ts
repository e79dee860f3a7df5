/** What is shown of a step, and what is known for showing it. */
import { screens } from "../../i18n/screens.ts";
import { renderProse } from "../../render/prose.ts";
import { isPassed, renderWalkPage, type WalkPage } from "../../render/walk-page.ts";
import { type Hint, renderHint } from "../hint.ts";
import type { OpenScreen } from "../ports.ts";
import { renderSolution, type Solution } from "../solution.ts";
import type { StepWalk } from "./walk-step.ts";

interface StageState {
  readonly view: WalkPage["view"];
  readonly sight: WalkPage["sight"];
  readonly known: readonly string[];
  readonly untried: readonly string[];
  readonly told: boolean;
  readonly hint: Hint | undefined;
  readonly solution: Solution | undefined;
  readonly broken: WalkPage["broken"];
  readonly heldAlready: boolean;
  /** Something was pasted where only keys mean something. */
  readonly pasted: boolean;
}

export interface Stage {
  state(): StageState;
  /** Changes what is known and shows it. */
  set(change: Partial<StageState>): void;
  passed(): boolean;
  aside: OpenScreen["aside"];
  bell(): void;
  close(): void;
}

/** Begins with the text where the window can't hold the whole step. */
export function createStage({ ports, terminal, session, step }: StepWalk, onKey: (key: string) => void): Stage {
  const { lab } = session;
  let state: StageState = {
    view: "work",
    sight: undefined,
    known: [],
    untried: [],
    told: false,
    hint: undefined,
    solution: undefined,
    broken: undefined,
    heldAlready: false,
    pasted: false,
  };
  const page = () => {
    const { look } = ports;
    const { hint, solution } = state;
    // A locked solution is only a word on how to get it.
    const asked = solution?.status === "locked" ? renderSolution(solution, look) : hint === undefined ? "" : renderHint(hint, look);
    const notice = state.pasted ? renderProse(screens.pasted[look.language], look) : asked;
    return renderWalkPage(
      {
        ...state,
        lab,
        step,
        folder: ports.shelf.shownFolder(lab),
        hint: notice,
        solution: solution === undefined ? "" : renderSolution(solution, look),
        splits: terminal.split !== undefined,
      },
      look,
    );
  };
  if (!terminal.screen.fits(page())) state = { ...state, view: "text" };
  const screen = terminal.screen.open({ onKey, onResize: () => screen.show(page()) });
  screen.show(page());
  return {
    state: () => state,
    set(change) {
      state = { ...state, ...change };
      screen.show(page());
    },
    passed: () => isPassed(state),
    aside: (where, work) => screen.aside(where, work),
    bell: () => screen.bell(),
    close: () => screen.close(),
  };
}
