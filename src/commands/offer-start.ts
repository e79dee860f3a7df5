/** A minikube that doesn't run is started only when its owner says so, here and now. */
import type { Driver } from "../cluster/driver.ts";
import { clusterTexts } from "../i18n/cluster.ts";
import { commandLine } from "../render/command-line.ts";
import { renderTold } from "../render/told.ts";
import { UserError } from "../trouble.ts";
import type { Ports, TerminalPorts } from "./ports.ts";

/** As long as a first start may take: it fetches an operating system and Kubernetes. */
const START_MS = 20 * 60_000;

/** Asks, and starts it. Throws UserError cluster-not-running with its state's advice when the answer is no, minikube-not-started when it fails. */
export async function offerStart(
  { look, output, signal }: Pick<Ports, "look" | "output" | "signal">,
  { prompts }: Pick<TerminalPorts, "prompts">,
  { driver, yes }: { readonly driver: Driver; readonly yes: boolean },
): Promise<void> {
  if (driver.kind !== "minikube") return;
  const state = await driver.state(signal);
  if (!("start" in state) || state.start === undefined) return;
  const command = commandLine(state.start);
  output.print(renderTold(state.advice[look.language], look));
  if (!yes && !(await prompts.confirm({ message: clusterTexts.askStart(command)[look.language], preset: true }))) {
    throw new UserError({ code: "cluster-not-running", text: state.advice, exitCode: 3 });
  }
  output.print(renderTold(clusterTexts.starting(command)[look.language], look));
  const { exitCode, stdout, stderr } = await driver.run(state.start, { timeoutMs: START_MS, signal });
  if (exitCode === 0 || signal.aborted) return;
  const said = (stderr.trim() || stdout.trim()).split("\n").slice(-5).join("\n");
  throw new UserError({ code: "minikube-not-started", text: clusterTexts.notStarted({ command, said }), exitCode: 3 });
}
