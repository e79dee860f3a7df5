/** How a profile stands, and the way out, for when its API server does not answer. */
import type { Trouble } from "../../../grader/model.ts";
import { run } from "../../process/run.ts";
import type { ClusterState } from "../driver.ts";
import { askMinikube, type MinikubeCall } from "./call.ts";
import { readProfiles } from "./profiles.ts";
import { minikubeAdvice } from "./state-texts.ts";
import { parseStatus } from "./status.ts";

const STATUS_MS = 20_000;
const DOCKER_MS = 10_000;

/** `trouble`: what the API server, or the way to it, said. Starts and changes nothing. */
export async function minikubeState(call: MinikubeCall, trouble: Trouble, signal: AbortSignal): Promise<Exclude<ClusterState, { status: "running" }>> {
  const { profile } = call;
  const status = parseStatus(await askMinikube(call, ["status", "-o", "json"], { timeoutMs: STATUS_MS, signal }));
  const start = ["minikube", "start", "-p", profile] as const;
  switch (status.status) {
    case "no-minikube":
      return { status: "absent", advice: minikubeAdvice.noMinikube };
    case "paused":
      return { status: "stopped", advice: minikubeAdvice.paused(profile), start: ["minikube", "unpause", "-p", profile] };
    case "running":
      return { status: "unreachable", trouble, advice: minikubeAdvice.contextStale(profile) };
    case "stopped":
    case "absent":
    case "unknown":
  }
  // With Docker down a profile may look stopped, removed or broken; starting Docker comes first in all three.
  if ((await driverOf(call, signal)) === "docker" && !(await isDockerUp(call, signal)))
    return { status: "unreachable", trouble, advice: minikubeAdvice.dockerDown(profile) };
  switch (status.status) {
    case "stopped":
      return { status: "stopped", advice: minikubeAdvice.stopped(profile), start };
    case "absent":
      return { status: "absent", advice: minikubeAdvice.absent(profile), start };
    case "unknown":
      return { status: "unreachable", trouble, advice: minikubeAdvice.unknown({ profile, said: status.detail }) };
  }
}

async function driverOf(call: MinikubeCall, signal: AbortSignal): Promise<string | undefined> {
  const known = await readProfiles(call.env, signal);
  return known.status === "listed" ? known.profiles.find(({ name }) => name === call.profile)?.driver : undefined;
}

async function isDockerUp({ env }: MinikubeCall, signal: AbortSignal): Promise<boolean> {
  const { exitCode } = await run(["docker", "version", "-f", "{{.Server.Version}}"], { env, timeoutMs: DOCKER_MS, signal });
  return exitCode === 0;
}
