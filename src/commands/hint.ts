/** Hints: the first computed from the cause that the cluster shows, then the written ones, each time one further. */
import { firstHint } from "../../grader/hint.ts";
import type { Lab, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { withHint } from "../progress/progress.ts";
import { columnsOf } from "../render/layout.ts";
import type { Look } from "../render/look.ts";
import { renderProse } from "../render/prose.ts";
import type { ShownReport } from "../render/report.ts";
import { targetNamed } from "./find-lab.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { changeLab, keepMarks, lookAt, readLab, type Session, sessionOf } from "./session.ts";

export async function hint(ports: Ports, request: ClusterWishes & { readonly target: string }): Promise<ExitCode> {
  const { lab, step } = targetNamed(request.target, await ports.shelf.labs());
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  const sight = await lookAt(ports, session, step === undefined ? undefined : [step.id]);
  await keepMarks(ports, session, sight);
  const about = step ?? openStep(lab, sight.report);
  if (about === undefined) {
    ports.output.print(screens.allEarned({ lab: lab.name, possible: sight.report.possible })[ports.look.language]);
    return 0;
  }
  ports.output.print(await nextHint(ports, { session, step: about, report: sight.report }));
  return 0;
}

/** The hint that is due for a step; it counts as shown. */
export async function nextHint(
  { progress, look }: Pick<Ports, "progress" | "look">,
  { session, step, report }: { readonly session: Session; readonly step: Step; readonly report: ShownReport },
): Promise<string> {
  const shown = (await readLab({ progress }, session)).hints[step.id] ?? 0;
  const texts = hintTexts(step, report, look);
  const at = Math.min(shown, texts.length - 1);
  if (shown < texts.length) await changeLab({ progress }, session, (known) => withHint(known, step.id));
  const head = screens.hintOf({ number: at + 1, of: texts.length })[look.language];
  const body = renderProse(texts[at] ?? "", look);
  const gap = columnsOf(head) > 0 ? "\n" : "";
  return `  ${look.paint("strong", head)}${gap}${body}`;
}

/** The first step with an open check. */
export function openStep(lab: Lab, report: ShownReport): Step | undefined {
  const open = report.checks.find(({ status }) => status !== "passed");
  return open === undefined ? undefined : lab.steps.find(({ id }) => id === open.step);
}

function hintTexts(step: Step, report: ShownReport, { language }: Look): readonly string[] {
  const [, ...further] = step.prose[language].hints;
  return [firstHint(report, step)[language], ...further];
}
