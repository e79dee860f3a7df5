import type { Clock } from "../../clock.ts";
import type { Container } from "../../container.ts";
import type { ContainerSpec } from "../../objects.ts";
import type { PodNetwork } from "../../pod-network.ts";
import { runProbe } from "./prober.ts";

export interface Probed {
  readonly spec: ContainerSpec;
  readonly container: Container;
  readonly network: PodNetwork;
  readonly clock: Clock;
  readonly event: (type: "Normal" | "Warning", reason: string, message: string) => void;
  /** The startup probe has passed. */
  readonly onStarted: () => void;
  readonly onReadiness: (isReady: boolean) => void;
  /** A probe wants the container restarted. */
  readonly onUnhealthy: () => void;
  readonly onBug: (error: unknown) => void;
}

/** Runs the probes of one run of a container, the others once the startup probe has passed, until it ends or the signal aborts. */
export function probeContainer(probed: Probed, signal: AbortSignal): void {
  const { spec, container, network, clock, event, onBug } = probed;
  const { startupProbe, livenessProbe, readinessProbe } = spec;
  if (startupProbe === undefined && livenessProbe === undefined && readinessProbe === undefined) return;
  const over = new AbortController();
  void container.exited.then(() => over.abort());
  const until = AbortSignal.any([signal, over.signal]);
  const target = { spec, container, network, clock };
  const unhealthy = (kind: string) => (text: string) => event("Warning", "Unhealthy", `${kind} ${text}`);
  const kill = (kind: string): void => {
    over.abort();
    event("Normal", "Killing", `Container ${spec.name} failed ${kind} probe, will be restarted`);
    probed.onUnhealthy();
  };
  const afterStart = (): void => {
    if (livenessProbe !== undefined) {
      const onVerdict = (verdict: string): void => {
        if (verdict === "failure") kill("liveness");
      };
      runProbe(target, { probe: livenessProbe, onFailure: unhealthy("Liveness"), onVerdict }, until).catch(onBug);
    }
    if (readinessProbe !== undefined) {
      const onVerdict = (verdict: string): void => probed.onReadiness(verdict === "success");
      runProbe(target, { probe: readinessProbe, onFailure: unhealthy("Readiness"), onVerdict }, until).catch(onBug);
    }
  };
  if (startupProbe === undefined) {
    afterStart();
    return;
  }
  const startup = new AbortController();
  const onVerdict = (verdict: string): void => {
    startup.abort();
    if (verdict === "failure") {
      kill("startup");
      return;
    }
    probed.onStarted();
    afterStart();
  };
  runProbe(target, { probe: startupProbe, onFailure: unhealthy("Startup"), onVerdict }, AbortSignal.any([until, startup.signal])).catch(onBug);
}
