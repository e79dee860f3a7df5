/** Hints: the first computed from the cause that the cluster shows, then the written ones, each time one further. */
import { type FirstHint, firstHint } from "../../grader/hint.ts";
import type { Lab, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { hintsAbout, withHint } from "../progress/progress.ts";
import type { Look } from "../render/look.ts";
import { renderProse } from "../render/prose.ts";
import type { ShownReport } from "../render/report.ts";
import { targetOrHere } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports, Sight } from "./ports.ts";
import { changeLab, keepMarks, lookAt, readLab, type Session, sessionOf } from "./session.ts";
import { tellState } from "./tell-state.ts";
import { told } from "./told.ts";

export async function hint(ports: Ports, request: ClusterWishes & { readonly target: string | undefined }): Promise<ExitCode> {
  const { lab, step } = await targetOrHere(ports, request.target, await ports.shelf.labs());
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  const sight = await lookAt(ports, session, step === undefined ? undefined : [step.id]);
  await keepMarks(ports, session, sight);
  const about = step ?? openStep(lab, sight.report);
  if (about === undefined) {
    ports.output.print(told(screens.allEarned({ lab: lab.name, possible: sight.report.possible }), ports));
    return 0;
  }
  const due = await nextHint(ports, { session, step: about, sight });
  ports.output.print(renderHint(due, ports.look));
  if (due.kind !== "unknown") return 0;
  await tellState(ports, session);
  return 3;
}

export interface Hint extends FirstHint {
  /** Undefined: not one of the step's hints, but why there is none. */
  readonly place: { readonly number: number; readonly of: number } | undefined;
}

/** The hint that is due for a step; it counts as shown. Where something else is wrong than before, it is the first again. */
export async function nextHint(
  { progress }: Pick<Ports, "progress">,
  { session, step, sight }: { readonly session: Session; readonly step: Step; readonly sight: Sight },
): Promise<Hint> {
  const first = hintNow(session, step, sight);
  if (first.kind !== "cause") return { ...first, place: undefined };
  const shown = hintsAbout(await readLab({ progress }, session), step.id, first.about);
  const of = Math.max(1, ...Object.values(step.prose).map(({ hints }) => hints.length));
  const at = Math.min(shown, of - 1);
  if (shown < of) await changeLab({ progress }, session, (known) => withHint(known, step.id, first.about));
  const text = at === 0 ? first.text : { ko: step.prose.ko.hints[at] ?? "", en: step.prose.en.hints[at] ?? "" };
  return { ...first, place: { number: at + 1, of }, text };
}

/** A hint that was computed from what is no longer so gives way to what is. */
export async function keptTrue(
  ports: Pick<Ports, "progress">,
  hint: Hint | undefined,
  seen: { readonly session: Session; readonly step: Step; readonly sight: Sight },
): Promise<Hint | undefined> {
  const isWritten = hint?.place !== undefined && hint.place.number > 1;
  if (hint === undefined || isWritten) return hint;
  const { about, text } = hintNow(seen.session, seen.step, seen.sight);
  return about === hint.about ? { ...hint, text } : nextHint(ports, seen);
}

function hintNow({ lab }: Session, step: Step, { observation }: Sight): FirstHint {
  return firstHint({ lab, step, observation });
}

export function renderHint({ place, text }: Pick<Hint, "place" | "text">, look: Look): string {
  const head = place === undefined ? "" : `  ${look.paint("strong", screens.hintOf(place)[look.language])}\n`;
  return `${head}${renderProse(text[look.language], look)}`;
}

/** The first step with an open check. */
export function openStep(lab: Lab, report: ShownReport): Step | undefined {
  const open = report.checks.find(({ status }) => status !== "passed");
  return open === undefined ? undefined : lab.steps.find(({ id }) => id === open.step);
}
