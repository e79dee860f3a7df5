import { clusterTexts } from "../i18n/cluster.ts";
import { commandLine } from "../render/command-line.ts";
import { UserError } from "../trouble.ts";
import type { ClusterWishes, ExitCode, Ports } from "./ports.ts";
import { told } from "./told.ts";

type ClusterPorts = Pick<Ports, "output" | "look" | "clusters" | "signal" | "terminal">;

/** Brings the practice cluster up; a cluster of another kind is the user's own to start, so what to run is said. */
export async function clusterUp(ports: ClusterPorts, request: ClusterWishes): Promise<ExitCode> {
  const { driver } = await ports.clusters.open(request);
  if (driver.kind === "practice") {
    const { started, version, nodeAddress } = await ports.clusters.practice.up((text) => ports.output.say(told(text, ports)));
    ports.output.print(told((started ? clusterTexts.isUp : clusterTexts.wasUp)({ version, nodeAddress }), ports));
    return 0;
  }
  const state = await driver.state(ports.signal);
  if (state.status === "running") {
    ports.output.print(told(clusterTexts.runs({ cluster: driver.name, version: state.version, nodeAddress: state.nodeAddress }), ports));
    return 0;
  }
  ports.output.say(told(state.advice, ports));
  return 3;
}

/** Stops the practice cluster; its objects are kept. */
export async function clusterDown(ports: ClusterPorts, request: ClusterWishes): Promise<ExitCode> {
  await mustBePractice(ports, request);
  const { status } = await ports.clusters.practice.down();
  ports.output.print(told(status === "stopped" ? clusterTexts.isDown : clusterTexts.wasDown, ports));
  return 0;
}

export async function clusterReset(ports: ClusterPorts, request: ClusterWishes & { readonly yes: boolean }): Promise<ExitCode> {
  await mustBePractice(ports, request);
  const { language } = ports.look;
  if (!request.yes) {
    if (ports.terminal === undefined) throw new UserError({ code: "needs-yes", text: clusterTexts.resetNeedsYes });
    if (!(await ports.terminal.prompts.confirm({ message: clusterTexts.resetAsk[language], preset: false }))) return 0;
  }
  await ports.clusters.practice.reset();
  ports.output.print(told(clusterTexts.wasReset, ports));
  return 0;
}

/** 0 when it runs, 3 when it doesn't. */
export async function clusterStatus(ports: ClusterPorts, request: ClusterWishes & { readonly json: boolean }): Promise<ExitCode> {
  const { driver, reason } = await ports.clusters.open(request);
  const state = await driver.state(ports.signal);
  const { language } = ports.look;
  if (request.json) {
    ports.output.print(
      JSON.stringify(
        { formatVersion: 1, cluster: { kind: driver.kind, name: driver.name, namespace: driver.namespace }, reason, kubeconfig: driver.kubeconfig, state },
        undefined,
        2,
      ),
    );
  } else {
    ports.output.print(told(clusterTexts.which({ kind: driver.kind, name: driver.name, reason: clusterTexts[reason][language] }), ports));
    if (state.status === "running")
      ports.output.print(told(clusterTexts.runs({ cluster: driver.name, version: state.version, nodeAddress: state.nodeAddress }), ports));
    else ports.output.print(told(state.advice, ports));
  }
  return state.status === "running" ? 0 : 3;
}

/** `eval "$(svclab cluster env)"` */
export async function clusterEnv(ports: ClusterPorts, request: ClusterWishes & { readonly shell: "sh" | "fish" | "powershell" }): Promise<ExitCode> {
  const { driver } = await ports.clusters.open(request);
  const lines = Object.entries(driver.environment()).map(([name, value]) => assignment(request.shell, name, value));
  ports.output.print(lines.join("\n"));
  return 0;
}

function assignment(shell: "sh" | "fish" | "powershell", name: string, value: string): string {
  switch (shell) {
    case "sh":
      return `export ${name}=${commandLine([value])}`;
    case "fish":
      return `set -gx ${name} ${
        name === "PATH"
          ? value
              .split(":")
              .map((part) => `'${part.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`)
              .join(" ")
          : `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`
      }`;
    case "powershell":
      return `$env:${name} = '${value.replaceAll("'", "''")}'`;
  }
}

async function mustBePractice(ports: ClusterPorts, request: ClusterWishes): Promise<void> {
  const { driver } = await ports.clusters.open(request);
  if (driver.kind !== "practice") throw new UserError({ code: "not-practice", text: clusterTexts.notPractice(driver.name) });
}
