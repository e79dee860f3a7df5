/** Walking a lab at a terminal. */
import type { Lab, Step } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import { renderRows } from "../render/lab-list.ts";
import { renderProse } from "../render/prose.ts";
import { renderTitle } from "../render/title.ts";
import { mayChange } from "./consent.ts";
import { targetNamed } from "./find-lab.ts";
import { forewarn } from "./forewarn.ts";
import { foundationOf, layFoundation } from "./foundation.ts";
import { offerStart } from "./offer-start.ts";
import { enterStep } from "./place.ts";
import type { ClusterWishes, ExitCode, OpenCluster, Ports, Task, TerminalPorts } from "./ports.ts";
import { lookAt, readLab, type Session, sessionOf } from "./session.ts";
import { standing } from "./standing.ts";
import { type EndOutcome, showEnd } from "./walk/show-end.ts";
import { type StepOutcome, walkStep } from "./walk/walk-step.ts";

export interface StartRequest extends ClusterWishes {
  /** A lab, or LAB/STEP. */
  readonly target: string | undefined;
  readonly from: "solutions" | "scratch";
  readonly yes: boolean;
}

/** Until the learner leaves: 0. Interrupted: 130. */
export async function start(ports: Ports, terminal: TerminalPorts, request: StartRequest): Promise<ExitCode> {
  const labs = await ports.shelf.labs();
  const cluster = await ports.clusters.open(request);
  let { lab, step } = request.target === undefined ? nowhere : targetNamed(request.target, labs);
  for (;;) {
    if (lab === undefined) ports.output.print(renderWelcome(cluster, ports));
    lab ??= await chooseLab(labs, ports, terminal);
    if (lab === undefined) return 0;
    await mayChange(ports, cluster, request.yes);
    await offerStart(ports, terminal, { driver: cluster.driver, yes: request.yes });
    await forewarn(ports, terminal, { lab, driver: cluster.driver, yes: request.yes });
    await prepare(ports, terminal, { lab, labs, cluster, from: request.from });
    const next = labs[labs.indexOf(lab) + 1];
    const outcome = await walkLab(ports, terminal, { session: sessionOf(lab, cluster.driver), first: step, next });
    if (ports.signal.aborted) return 130;
    if (outcome === "quit") {
      ports.output.print(`\n${renderProse(screens.left(lab.name)[ports.look.language], ports.look)}`);
      return 0;
    }
    lab = outcome === "next-lab" ? next : undefined;
    step = undefined;
  }
}

const nowhere: { readonly lab: Lab | undefined; readonly step: Step | undefined } = { lab: undefined, step: undefined };

function renderWelcome({ driver, reason }: OpenCluster, { look }: Ports): string {
  const why = {
    "asked-for": screens.askedFor({ cluster: driver.name }),
    "used-last": screens.usedLast({ cluster: driver.name }),
    "minikube-runs": screens.minikubeRuns({ cluster: driver.name }),
    "nothing-else": screens.practiceBecause,
  }[reason];
  return `\n${renderTitle(look)}\n\n${renderProse(why[look.language].replaceAll("\n", "\n\n"), look).replaceAll("\n\n", "\n")}\n`;
}

const leave = "";

async function chooseLab(labs: readonly Lab[], { progress, look }: Ports, { prompts }: TerminalPorts): Promise<Lab | undefined> {
  const rows = standing(labs, await progress.read());
  const lines = renderRows(rows, look);
  const chosen = await prompts.choose({
    message: screens.chooseLab[look.language],
    choices: [
      ...rows.map(({ lab }, at) => ({ value: lab.name, name: lines[at] ?? lab.name, short: `${lab.number}  ${lab.title[look.language]}` })),
      { value: leave, name: screens.leaveList[look.language] },
    ],
    preset: rows.find(({ next }) => next)?.lab.name,
  });
  return labs.find(({ name }) => name === chosen);
}

async function prepare(
  ports: Ports,
  terminal: TerminalPorts,
  { lab, labs, cluster, from }: { readonly lab: Lab; readonly labs: readonly Lab[]; readonly cluster: OpenCluster; readonly from: "solutions" | "scratch" },
): Promise<void> {
  const { language } = ports.look;
  const { driver } = cluster;
  const tasks: Task[] = [];
  if (driver.kind === "practice") {
    tasks.push({ title: screens.upPractice[language], run: async (tell) => void (await ports.clusters.practice.up((text) => tell(text[language]))) });
  } else {
    tasks.push({ title: screens.reachCluster(driver.name)[language], run: () => mustAnswer(ports, driver) });
  }
  if (driver.kind === "kubeconfig" || driver.namespace !== "default")
    tasks.push({ title: screens.makeNamespace(driver.namespace)[language], run: () => driver.prepare(ports.signal) });
  tasks.push({ title: screens.layOutFiles(ports.shelf.workFolder(lab))[language], run: () => ports.shelf.layOut(lab) });
  for (const base of from === "scratch" ? [] : foundationOf(lab, labs)) {
    tasks.push({ title: screens.prepareState(base.title[language])[language], run: () => layUnlessDone(ports, sessionOf(base, driver)) });
  }
  await terminal.tasks.run(tasks);
}

async function mustAnswer({ signal }: Ports, driver: OpenCluster["driver"]): Promise<void> {
  const state = await driver.state(signal);
  if (state.status === "running") return;
  const { UserError } = await import("../trouble.ts");
  throw new UserError({ code: "cluster-not-running", text: state.advice, exitCode: 3 });
}

/** The learner's own work is not played over where it holds already. */
async function layUnlessDone(ports: Ports, session: Session): Promise<void> {
  const { report } = await lookAt(ports, session);
  const asked = new Set(session.lab.steps.flatMap(({ checks }) => checks).flatMap((check) => (check.kind === "ask" ? [check.id] : [])));
  if (report.checks.every(({ id, status }) => status === "passed" || asked.has(id))) return;
  await layFoundation(ports, session);
}

interface LabWalk {
  readonly session: Session;
  /** Undefined: where the learner left off. */
  readonly first: Step | undefined;
  readonly next: Lab | undefined;
}

async function walkLab(ports: Ports, terminal: TerminalPorts, { session, first, next }: LabWalk): Promise<"quit" | "list" | "next-lab"> {
  const { lab } = session;
  const { marks } = await readLab(ports, session);
  let step: Step | undefined =
    lab.steps.find(({ id }) => id === first?.id) ?? lab.steps.find(({ checks }) => checks.some(({ id }) => marks[id] === undefined)) ?? lab.steps[0];
  for (;;) {
    if (step !== undefined) await enterStep(ports, session, step);
    const outcome: EndOutcome | StepOutcome =
      step === undefined ? await showEnd({ ports, terminal, session, next }) : await walkStep({ ports, terminal, session, step });
    switch (outcome.kind) {
      case "quit":
      case "list":
      case "next-lab":
        return outcome.kind;
      case "go":
        step = outcome.step;
        break;
      case "next":
        step = step === undefined ? undefined : lab.steps[lab.steps.indexOf(step) + 1];
    }
  }
}
