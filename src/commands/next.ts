import { screens } from "../i18n/screens.ts";
import { renderAfterStep } from "../render/after-step.ts";
import { renderProse } from "../render/prose.ts";
import { renderStep } from "../render/step-screen.ts";
import { renderReport } from "./check.ts";
import { enterStep, here } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { keepMarks, lookAt, sessionOf } from "./session.ts";
import { tellState } from "./tell-state.ts";

/** Goes on to the next step where the one the learner is at is passed (0); says what is missing where it isn't (1). */
export async function next(ports: Ports, request: ClusterWishes): Promise<ExitCode> {
  const { output, look } = ports;
  const labs = await ports.shelf.labs();
  const { lab, step } = here(labs, await ports.progress.read());
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  if (step === undefined) return 0;
  const sight = await lookAt(ports, session, [step.id]);
  await keepMarks(ports, session, sight);
  const open = sight.report.checks.filter(({ status }) => status !== "passed");
  if (open.length > 0) {
    const asked = open.every(({ findings }) => findings[0]?.code === "ask-unanswered");
    output.print(renderReport(sight.report, ports));
    if (open.some(({ status }) => status === "failed")) {
      output.say(`\n${renderProse((asked ? screens.notAnswered : screens.notYet)[look.language], look)}`);
      return 1;
    }
    await tellState(ports, session);
    return 3;
  }
  const following = session.lab.steps[lab.steps.indexOf(step) + 1];
  output.print(renderAfterStep(step, sight.report.checks, look));
  if (following !== undefined) {
    await enterStep(ports, session, following);
    output.print(`\n${renderStep({ lab: session.lab, step: following, folder: ports.shelf.shownFolder(lab) }, look)}`);
    if (following.checks.some(({ kind }) => kind === "ask")) output.say(`\n${renderProse(screens.toAnswer[look.language], look)}`);
    return 0;
  }
  const nextLab = labs[labs.indexOf(lab) + 1];
  const command = nextLab === undefined ? screens.lastLab : screens.nextCommand(`\`svclab start ${nextLab.name}\``);
  output.print(`\n${renderProse(lab.outro[look.language], look)}\n\n${renderProse(command[look.language], look)}`);
  return 0;
}
