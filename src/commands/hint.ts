/** Hints: the first computed from the cause that the cluster shows, then the written ones, each time one further. */
import { firstHint } from "../../grader/hint.ts";
import type { Lab, LocalizedText, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { withHint } from "../progress/progress.ts";
import type { Look } from "../render/look.ts";
import { renderProse } from "../render/prose.ts";
import type { ShownReport } from "../render/report.ts";
import { targetOrHere } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { changeLab, keepMarks, lookAt, readLab, type Session, sessionOf } from "./session.ts";

export async function hint(ports: Ports, request: ClusterWishes & { readonly target: string | undefined }): Promise<ExitCode> {
  const { lab, step } = await targetOrHere(ports, request.target, await ports.shelf.labs());
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  const sight = await lookAt(ports, session, step === undefined ? undefined : [step.id]);
  await keepMarks(ports, session, sight);
  const about = step ?? openStep(lab, sight.report);
  if (about === undefined) {
    ports.output.print(screens.allEarned({ lab: lab.name, possible: sight.report.possible })[ports.look.language]);
    return 0;
  }
  ports.output.print(renderHint(await nextHint(ports, { session, step: about, report: sight.report }), ports.look));
  return 0;
}

export interface Hint {
  readonly number: number;
  readonly of: number;
  readonly text: LocalizedText;
}

/** The hint that is due for a step; it counts as shown. */
export async function nextHint(
  { progress }: Pick<Ports, "progress">,
  { session, step, report }: { readonly session: Session; readonly step: Step; readonly report: ShownReport },
): Promise<Hint> {
  const shown = (await readLab({ progress }, session)).hints[step.id] ?? 0;
  const of = Math.max(1, ...Object.values(step.prose).map(({ hints }) => hints.length));
  const at = Math.min(shown, of - 1);
  if (shown < of) await changeLab({ progress }, session, (known) => withHint(known, step.id));
  const text = at === 0 ? firstHint(report, step) : { ko: step.prose.ko.hints[at] ?? "", en: step.prose.en.hints[at] ?? "" };
  return { number: at + 1, of, text };
}

export function renderHint({ number, of, text }: Hint, look: Look): string {
  return `  ${look.paint("strong", screens.hintOf({ number, of })[look.language])}\n${renderProse(text[look.language], look)}`;
}

/** The first step with an open check. */
export function openStep(lab: Lab, report: ShownReport): Step | undefined {
  const open = report.checks.find(({ status }) => status !== "passed");
  return open === undefined ? undefined : lab.steps.find(({ id }) => id === open.step);
}
