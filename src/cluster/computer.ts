/** What this computer is like: all that `svclab doctor` wants to know beyond the labs and the cluster. Only looks. */
import { createServer } from "node:net";
import { type KubectlOnPath, kubectlOnPath } from "../process/kubectl.ts";
import { run } from "../process/run.ts";
import type { Environment } from "./environment.ts";
import { userEnvironment } from "./environment.ts";
import { minikubeEnvironment } from "./minikube/call.ts";
import { type Profiles, readProfiles } from "./minikube/profiles.ts";

export interface ComputerFacts {
  readonly node: string;
  readonly platform: string;
  /** The first kubectl on the learner's own PATH. */
  readonly kubectl: KubectlOnPath;
  readonly minikube: { readonly version: string | undefined; readonly profiles: Profiles };
  /** "up-apart": it answers from a machine or a network of its own, so that its containers' addresses can't be reached. */
  readonly docker: "up" | "up-apart" | "down" | "absent";
  /** False: only 127.0.0.1 can be listened on (macOS), so that node ports share it with everything else. */
  readonly ownAddress: boolean;
  /** Ports of the labs that another program has on 127.0.0.1. */
  readonly taken: readonly number[];
  readonly environment: Environment;
  readonly terminal: { readonly isTerminal: boolean; readonly columns: number | undefined };
  /** Milliseconds since 1970: this computer's clock, and a time that it can't be before. */
  readonly clock: { readonly now: number; readonly notBefore: number };
}

const VERSION_MS = 10_000;
/** Where the practice cluster would have its first address. */
const OWN_ADDRESS = "127.0.49.2";
const LAB_PORTS = [30000, 31000, 32000];

export interface ComputerOptions {
  readonly home: string;
  readonly env: Environment;
  readonly terminal: ComputerFacts["terminal"];
  readonly clock: ComputerFacts["clock"];
  readonly signal: AbortSignal;
}

export async function lookAtComputer({ home, env, terminal, clock, signal }: ComputerOptions): Promise<ComputerFacts> {
  const own = userEnvironment(env, home);
  const plain = minikubeEnvironment(env, home);
  const [kubectl, version, profiles, docker, ownAddress, taken] = await Promise.all([
    kubectlOnPath({ env: own, signal }),
    minikubeVersion(plain, signal),
    readProfiles(plain, signal),
    dockerState(own, signal),
    canListen(OWN_ADDRESS, 0),
    portsTaken(),
  ]);
  return {
    node: process.versions.node,
    platform: process.platform,
    kubectl,
    minikube: { version, profiles },
    docker,
    ownAddress,
    taken,
    environment: own,
    terminal,
    clock,
  };
}

async function minikubeVersion(env: Environment, signal: AbortSignal): Promise<string | undefined> {
  const { exitCode, stdout } = await run(["minikube", "version", "-o", "json"], { env, timeoutMs: VERSION_MS, signal });
  if (exitCode !== 0) return undefined;
  return /"minikubeVersion":"([^"]+)"/.exec(stdout)?.[1];
}

/** What minikube asks as well, to know whether a tunnel is needed (FACTS 5.4): Docker Desktop, rootless, a daemon elsewhere. */
async function dockerState(env: Environment, signal: AbortSignal): Promise<ComputerFacts["docker"]> {
  const { exitCode, stdout } = await run(["docker", "info", "-f", "{{.OperatingSystem}} {{.SecurityOptions}}"], { env, timeoutMs: VERSION_MS, signal });
  if (exitCode === 127) return "absent";
  if (exitCode !== 0) return "down";
  const isElsewhere = /^(?:tcp|ssh|https?):\/\//.test(env.DOCKER_HOST ?? "");
  return isElsewhere || stdout.startsWith("Docker Desktop") || stdout.includes("name=rootless") ? "up-apart" : "up";
}

async function portsTaken(): Promise<readonly number[]> {
  const free = await Promise.all(LAB_PORTS.map((port) => canListen("127.0.0.1", port)));
  return LAB_PORTS.filter((_, at) => !free[at]);
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
