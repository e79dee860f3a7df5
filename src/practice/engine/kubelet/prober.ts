import type { Clock } from "../../clock.ts";
import type { Container } from "../../container.ts";
import type { ContainerSpec, Probe } from "../../objects.ts";
import type { PodNetwork } from "../../pod-network.ts";
import { runCommand } from "./container-command.ts";
import { containerPort } from "./container-port.ts";
import { probeHttp, probeTcp } from "./probe-requests.ts";

export type ProbeResult =
  | { readonly status: "success" }
  | { readonly status: "failure"; readonly message: string }
  /** The probe itself could not be made: told, and not counted. */
  | { readonly status: "unknown"; readonly message: string };

export interface ProbeTarget {
  readonly spec: ContainerSpec;
  readonly container: Container;
  readonly network: PodNetwork;
  readonly clock: Clock;
}

export interface ProbeLoop {
  readonly probe: Probe;
  /** Each single failure, as the Unhealthy event tells it after the kind of the probe. */
  readonly onFailure: (text: string) => void;
  /** The result, once it has come often enough in a row. */
  readonly onVerdict: (verdict: "success" | "failure") => void;
}

/** Asks again and again, until the signal aborts. */
export async function runProbe(target: ProbeTarget, { probe, onFailure, onVerdict }: ProbeLoop, signal: AbortSignal): Promise<void> {
  const { clock } = target;
  const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = probe;
  let last: "success" | "failure" | undefined;
  let streak = 0;
  try {
    if (initialDelaySeconds > 0) await clock.sleep(initialDelaySeconds * 1000, signal);
    for (;;) {
      const result = await probeOnce(target, probe, signal);
      if (signal.aborted) return;
      if (result.status === "unknown") {
        onFailure(`probe errored and resulted in unknown state: ${result.message}`);
        await clock.sleep(periodSeconds * 1000, signal);
        continue;
      }
      streak = result.status === last ? streak + 1 : 1;
      last = result.status;
      if (result.status === "failure") onFailure(`probe failed: ${result.message}`);
      if (streak >= (result.status === "success" ? successThreshold : failureThreshold)) onVerdict(result.status);
      if (signal.aborted) return;
      await clock.sleep(periodSeconds * 1000, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function probeOnce(target: ProbeTarget, probe: Probe, signal: AbortSignal): Promise<ProbeResult> {
  const { clock, network, spec } = target;
  const deadline = new AbortController();
  const timer = clock.after((probe.timeoutSeconds ?? 1) * 1000, () => deadline.abort());
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    if (probe.httpGet !== undefined) {
      const port = containerPort(spec, probe.httpGet.port);
      return await probeHttp(network, { host: probe.httpGet.host ?? network.address, port, path: probe.httpGet.path ?? "/" }, either);
    }
    if (probe.tcpSocket !== undefined) {
      return await probeTcp(network, { host: probe.tcpSocket.host ?? network.address, port: containerPort(spec, probe.tcpSocket.port) }, either);
    }
    if (probe.exec !== undefined) return await probeExec(target, probe, either);
    return { status: "success" };
  } finally {
    timer.cancel();
  }
}

async function probeExec({ container }: ProbeTarget, probe: Probe, signal: AbortSignal): Promise<ProbeResult> {
  const command = probe.exec?.command ?? [];
  const { done, output } = await runCommand(container, command, signal);
  if (signal.aborted) return { status: "failure", message: `command timed out: "${command.join(" ")}" timed out after ${probe.timeoutSeconds ?? 1}s` };
  if (done.status === "failed") return { status: "unknown", message: `rpc error: code = Unknown desc = ${done.message}` };
  return done.code === 0 ? { status: "success" } : { status: "failure", message: output };
}
