import type { Driver } from "../cluster/driver.ts";
import { screens } from "../i18n/screens.ts";
import { shellTexts } from "../i18n/shell.ts";
import { UserError } from "../trouble.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";

/** The user's own shell, wired to the cluster. */
export async function shell(ports: Ports, request: ClusterWishes): Promise<ExitCode> {
  if (ports.terminal === undefined) throw new UserError({ code: "no-terminal", text: shellTexts.noTerminal });
  const { driver } = await ports.clusters.open(request);
  await mustRun(ports, driver);
  ports.output.say(screens.shellOpened({ folder: process.cwd() })[ports.look.language]);
  await ports.terminal.hand(ports.terminal.shell, { cwd: process.cwd(), environment: driver.environment() });
  return 0;
}

/** Brings the practice cluster up where that is the one; throws UserError cluster-not-running for another. */
export async function mustRun({ clusters, output, look, signal }: Pick<Ports, "clusters" | "output" | "look" | "signal">, driver: Driver): Promise<void> {
  if (driver.kind === "practice") {
    await clusters.practice.up((text) => output.say(text[look.language]));
    return;
  }
  const state = await driver.state(signal);
  if (state.status !== "running") throw new UserError({ code: "cluster-not-running", text: state.advice, exitCode: 3 });
}
