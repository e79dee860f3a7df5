/** The labs played with their reference answers, for who has no terminal: the same screens, the commands and their output, the checks. */
import type { Lab, Step } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import { screens } from "../i18n/screens.ts";
import { words } from "../i18n/words.ts";
import { renderAfterStep } from "../render/after-step.ts";
import { markedStates } from "../render/check-state.ts";
import { renderChecks } from "../render/checks-block.ts";
import { commandLine } from "../render/command-line.ts";
import { renderDrawing } from "../render/drawing.ts";
import { indented } from "../render/layout.ts";
import type { Look } from "../render/look.ts";
import { renderProse } from "../render/prose.ts";
import type { ShownReport } from "../render/report.ts";
import { renderStep } from "../render/step-screen.ts";
import { renderTitle } from "../render/title.ts";
import { labNamed } from "./find-lab.ts";
import { foundationOf, layFoundation } from "./foundation.ts";
import { examPatience, patienceFor, waitWhileOpen } from "./patience.ts";
import { createPlayer, type Played, type Player } from "./play.ts";
import type { ExitCode, Ports, Sight } from "./ports.ts";

/** 0 only if every mark was earned. Nothing of the learner's is touched. */
export async function demonstrate(ports: Ports, request: { readonly lab: string | undefined }): Promise<ExitCode> {
  const { output, look, shelf, clusters, signal } = ports;
  const all = await shelf.labs();
  const labs = request.lab === undefined ? all : [labNamed(request.lab, all)];
  output.print(`${renderTitle(look)}\n`);
  output.print(renderProse(screens.demonstration[look.language], look));
  const { driver, remove } = await clusters.temporary(signal);
  try {
    if (request.lab !== undefined) for (const base of foundationOf(labs[0] as Lab, all)) await layFoundation(ports, { lab: base, driver });
    const reports: ShownReport[] = [];
    for (const lab of labs) {
      if (signal.aborted) return 130;
      reports.push(await demonstrateLab(ports, driver, lab));
    }
    const earned = reports.reduce((sum, report) => sum + report.earned, 0);
    const possible = reports.reduce((sum, report) => sum + report.possible, 0);
    output.print(`\n  ${screens.demonstrated({ labs: labs.length, earned, possible })[look.language]}\n  ${screens.tryIt[look.language]}`);
    return earned === possible ? 0 : 1;
  } finally {
    await remove();
  }
}

async function demonstrateLab(ports: Ports, driver: Driver, lab: Lab): Promise<ShownReport> {
  const { shelf, output, look, signal } = ports;
  const { solution } = await shelf.exam(lab);
  const player = await createPlayer({ ports, lab, driver, answer: solution, signal });
  try {
    for (const step of lab.steps) {
      output.print(`\n${renderStep({ lab, step, folder: shelf.workFolder(lab) }, look)}\n`);
      const { report, observation } = await playStep(ports, { player, driver, lab, step });
      const drawing = renderDrawing(step, observation, look);
      if (drawing.length > 0) output.print(`\n${indented(drawing.join("\n"), 5)}`);
      output.print(`\n${renderChecks({ checks: report.checks, states: markedStates(report.checks), cause: report.causes[0] }, look)}`);
      if (report.earned === report.possible) output.print(`\n${renderAfterStep(step, report.checks, look)}`);
    }
    const { report } = await player.look();
    output.print(
      `\n  ${look.paint("strong", screens.summary({ lab: lab.name, cluster: driver.name, earned: report.earned, possible: report.possible })[look.language])}`,
    );
    return report;
  } finally {
    await player.remove();
  }
}

/** Plays deeds until the step's checks hold; what is under way is waited for before the next deed. */
async function playStep(
  { output, look, clock, signal }: Ports,
  { player, driver, lab, step }: { readonly player: Player; readonly driver: Driver; readonly lab: Lab; readonly step: Step },
): Promise<Sight> {
  let ended = false;
  for (;;) {
    const again = (): Promise<Sight> => player.look([step.id]);
    const sight = await waitWhileOpen({
      first: await again(),
      again,
      patience: ({ report }) => (report.earned === report.possible ? 0 : ended ? examPatience(report) : patienceFor(report, lab)),
      changes: (until) => driver.changes(until),
      clock,
      signal,
    });
    if (ended || signal.aborted || sight.report.checks.every(({ status }) => status === "passed")) return sight;
    const played = await player.next();
    if (played === undefined) ended = true;
    else output.print(indented(renderPlayed(played, look), 5));
  }
}

function renderPlayed(played: Played, look: Look): string {
  if (played.kind === "run") {
    const said = `${played.result.stdout}${played.result.stderr}`.trimEnd();
    return `$ ${commandLine(played.argv)}${said === "" ? "" : `\n${said}`}`;
  }
  return `${played.argv === undefined ? "" : `$ ${commandLine(played.argv)}\n`}${words.question[look.language]} ${played.check}: ${played.answer}`;
}
