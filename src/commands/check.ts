import type { Lab } from "../../grader/model.ts";
import { reportIn } from "../../grader/report.ts";
import { savedTexts } from "../i18n/saved.ts";
import { screens } from "../i18n/screens.ts";
import { markedStates } from "../render/check-state.ts";
import { renderChecks } from "../render/checks-block.ts";
import { renderCompactReport } from "../render/compact-report.ts";
import { renderProse } from "../render/prose.ts";
import type { ShownReport } from "../render/report.ts";
import { patienceFor, waitWhileOpen } from "./patience.ts";
import { targetOrHere } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { saveObservation } from "./saved-file.ts";
import { keepMarks, lookAt, sessionOf } from "./session.ts";
import { tellState } from "./tell-state.ts";
import { told } from "./told.ts";

export interface CheckRequest extends ClusterWishes {
  /** Undefined: the step where the learner is. */
  readonly target: string | undefined;
  readonly json: boolean;
  /** Milliseconds; over what the checks themselves allow. */
  readonly timeoutMs: number | undefined;
  /** A file for what was seen, to be judged again elsewhere. */
  readonly save: string | undefined;
}

/** Marks now; waits only for what is under way. */
export async function check(ports: Ports, request: CheckRequest): Promise<ExitCode> {
  const { lab, step } = await targetOrHere(ports, request.target, await ports.shelf.labs());
  const { driver } = await ports.clusters.open(request);
  const session = sessionOf(lab, driver);
  const steps = step === undefined ? undefined : [step.id];
  const again = () => lookAt(ports, session, steps);
  const sight = await waitWhileOpen({
    first: await again(),
    again,
    patience: ({ report }) => Math.min(patienceFor(report, lab), request.timeoutMs ?? Number.POSITIVE_INFINITY),
    changes: (signal) => driver.changes(signal),
    clock: ports.clock,
    signal: ports.signal,
  });
  if (ports.signal.aborted) return 130;
  ports.output.print(request.json ? JSON.stringify(reportIn(ports.look.language, sight.report), undefined, 2) : renderReport(sight.report, ports));
  await keepMarks(ports, session, sight);
  if (request.save !== undefined) {
    await saveObservation(ports.files, { path: request.save, lab, steps, observation: sight.observation });
    ports.output.say(told(savedTexts.saved(request.save), ports));
  }
  const code = exitCodeOf(sight.report);
  if (sight.report.checks.some(({ status }) => status === "unknown")) await tellState(ports, session);
  if (code === 1 && sight.report.earned === 0 && sight.observation.files.length === 0) tellBeginning(ports, lab);
  if (code === 0 && request.target === undefined && !request.json) tellWayOn(ports);
  return code;
}

/** The step where the learner is has been passed: at a terminal the way on is said, so that nobody waits for something to happen. */
export function tellWayOn({ output, look, terminal }: Pick<Ports, "output" | "look" | "terminal">): void {
  if (terminal !== undefined) output.say(`\n${renderProse(screens.toGoOn[look.language], look)}`);
}

/** Nothing is there yet, not even the lab's files: whoever checks first may not know that a lab is started. */
function tellBeginning({ output, look, terminal }: Pick<Ports, "output" | "look" | "terminal">, { name }: Lab): void {
  if (terminal !== undefined) output.say(`\n${renderProse(screens.notStarted(`svclab start ${name}`)[look.language], look)}`);
}

/** 3 where something could not be judged and nothing is known to be wrong. */
export function exitCodeOf(report: ShownReport): 0 | 1 | 3 {
  if (report.checks.some(({ status }) => status === "failed")) return 1;
  return report.checks.some(({ status }) => status === "unknown" || status === "blocked") ? 3 : 0;
}

/** In full at a terminal, line by line elsewhere. */
export function renderReport(report: ShownReport, { look, terminal }: Pick<Ports, "look" | "terminal">): string {
  if (terminal === undefined) return renderCompactReport(report, look);
  const { lab, cluster, earned, possible } = report;
  const head = `  ${look.paint("strong", screens.summary({ lab, cluster: cluster.name, earned, possible })[look.language])}`;
  return `${head}\n\n${renderChecks({ checks: report.checks, states: markedStates(report.checks), cause: report.causes[0] }, look)}`;
}
