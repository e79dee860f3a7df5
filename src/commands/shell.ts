import type { Lab, Step } from "../../grader/model.ts";
import type { Driver } from "../cluster/driver.ts";
import { shellTexts } from "../i18n/shell.ts";
import { labOn } from "../labs/lab-on.ts";
import { renderProse } from "../render/prose.ts";
import { renderTask } from "../render/step-screen.ts";
import { UserError } from "../trouble.ts";
import { here } from "./place.ts";
import type { ClusterWishes, ExitCode, Ports, ShellRequest, TerminalPorts } from "./ports.ts";
import { told } from "./told.ts";

/** The user's own shell, wired to the cluster, in the folder of the lab the learner is at. */
export async function shell(ports: Ports, request: ClusterWishes): Promise<ExitCode> {
  const { terminal, shelf } = ports;
  if (terminal === undefined) throw new UserError({ code: "no-terminal", text: shellTexts.noTerminal });
  const { driver } = await ports.clusters.open(request);
  await mustRun(ports, driver);
  const { lab, step } = here(await shelf.labs(), await ports.progress.read());
  await shelf.layOut(lab);
  await shelf.showPlace(step === undefined ? lab.name : `${lab.name}/${step.id}`);
  const onCluster = labOn(driver.kind, lab);
  await openShell(ports, terminal, { driver, lab, step: onCluster.steps.find(({ id }) => id === step?.id) });
  return 0;
}

interface ShellPlace {
  readonly driver: Driver;
  readonly lab: Lab;
  /** The one the learner is at, as it is on this cluster. */
  readonly step: Step | undefined;
}

/** Says what is to be done and what can be typed, and gives the terminal to the shell until it ends. */
export async function openShell(
  { output, look, shelf }: Pick<Ports, "output" | "look" | "shelf">,
  terminal: TerminalPorts,
  { driver, lab, step }: ShellPlace,
): Promise<void> {
  const folder = shelf.shownFolder(lab);
  const task = step === undefined ? "" : `${renderTask({ step, folder }, look)}\n\n`;
  output.say(`\n${task}${renderProse(shellTexts.opened({ folder })[look.language], look)}\n`);
  await terminal.labShell(shellRequest({ driver, cwd: shelf.workFolder(lab) }, look));
}

/** In a shell svclab speaks the language, and means the cluster, of whoever opened it. */
export function shellRequest({ driver, cwd }: { readonly driver: Driver; readonly cwd: string }, { language }: Ports["look"]): ShellRequest {
  const { kind, name, namespace } = driver;
  const which = { practice: [], minikube: ["--profile", name], kubeconfig: ["--context", name] }[kind];
  const flags = ["--cluster", kind, ...which, "--namespace", namespace];
  return { cwd, flags, variables: { ...driver.environment(), SVCLAB_LANG: language } };
}

/** Brings the practice cluster up where that is the one; throws UserError cluster-not-running for another. */
async function mustRun(
  { clusters, output, look, signal, terminal }: Pick<Ports, "clusters" | "output" | "look" | "signal" | "terminal">,
  driver: Driver,
): Promise<void> {
  if (driver.kind === "practice") {
    await clusters.practice.up((text) => output.say(told(text, { look, terminal })));
    return;
  }
  const state = await driver.state(signal);
  if (state.status !== "running") throw new UserError({ code: "cluster-not-running", text: state.advice, exitCode: 3 });
}
