import { randomBytes } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Container, ContainerContext, Mount } from "../../container.ts";
import type { ContainerSpec, ContainerStatus, Pod } from "../../objects.ts";
import type { PodNetwork } from "../../pod-network.ts";
import type { Environment } from "./environment.ts";
import { expand } from "./expansion.ts";
import { runHook } from "./hooks.ts";
import type { ImagePuller } from "./image-puller.ts";
import { LogBuffer } from "./log-buffer.ts";
import type { Prepared } from "./prepare-start.ts";

export interface RunnerOptions {
  readonly clock: Clock;
  readonly puller: ImagePuller;
  readonly network: PodNetwork;
  readonly isInit: boolean;
  /** Runs once, whatever the pod's policy. */
  readonly isEphemeral?: boolean;
  /** The pod as it stands now. */
  readonly pod: () => Pod;
  readonly mounts: (container: ContainerSpec) => readonly Mount[];
  readonly environment: (container: ContainerSpec) => Environment;
  /** Something in `status` has changed. */
  readonly onChange: () => void;
  readonly event: (type: "Normal" | "Warning", reason: string, message: string, container: string) => void;
  readonly onBug: (error: unknown) => void;
  /** From before the node was restarted. */
  readonly former: ContainerStatus | undefined;
}

export interface Run {
  readonly container: Container;
  readonly spec: ContainerSpec;
  readonly id: string;
  readonly startedAt: number;
  readonly logs: LogBuffer;
}

/** Whatever the hook before the signal took, a container has this long to end. */
const SHORTEST_GRACE_SECONDS = 2;

/** Makes a container of its image and starts its process. */
export function startRun(spec: ContainerSpec, { pulled, variables }: Prepared, { pod, network, clock, mounts }: RunnerOptions): Run {
  const logs = new LogBuffer();
  const expanded = (texts: readonly string[] | undefined): readonly string[] | undefined => texts?.map((text) => expand(text, variables));
  const container = pulled.image.start({
    command: expanded(spec.command),
    args: expanded(spec.args),
    env: variables,
    workingDir: spec.workingDir,
    hostname: pod().spec.hostname ?? pod().metadata.name,
    network,
    clock,
    mounts: mounts(spec),
    hostAliases: (pod().spec.hostAliases ?? []) as NonNullable<ContainerContext["hostAliases"]>,
    stdin: spec.stdin === true,
    tty: spec.tty === true,
    log: (stream, text) => logs.write({ time: clock.now(), stream, text }),
  });
  return { container, spec, id: `containerd://${randomBytes(32).toString("hex")}`, startedAt: clock.now(), logs };
}

/** The hook before the signal takes its time out of the grace period. Settles when the signal is sent. */
export async function endRun({ container, spec }: Run, { clock, network, event }: RunnerOptions, graceSeconds: number): Promise<void> {
  if (graceSeconds <= 0) {
    container.stop(0);
    return;
  }
  const until = clock.now() + graceSeconds * 1000;
  const over = new AbortController();
  const timer = clock.after(graceSeconds * 1000, () => over.abort());
  void container.exited.then(() => over.abort());
  const trouble = await runHook({ spec, container, network, clock }, "preStop", over.signal);
  timer.cancel();
  if (trouble !== undefined && !over.signal.aborted) event("Warning", "FailedPreStopHook", "PreStopHook failed", spec.name);
  container.stop(Math.max(SHORTEST_GRACE_SECONDS, (until - clock.now()) / 1000));
}
