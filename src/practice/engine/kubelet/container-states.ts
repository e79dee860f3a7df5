import type { ExitStatus } from "../../container.ts";
import { apiTime, type ContainerSpec, type ContainerState, type ContainerStatus, type Pod } from "../../objects.ts";
import type { Pulled } from "./image-puller.ts";

export interface ContainerSight {
  readonly spec: ContainerSpec;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
  readonly isReady: boolean;
  readonly isStarted: boolean;
  readonly restartCount: number;
  readonly pulled: Pulled | undefined;
  readonly id: string | undefined;
}

/** An entry of status.containerStatuses. */
export function containerStatus({ spec, state, lastState, isReady, isStarted, restartCount, pulled, id }: ContainerSight): ContainerStatus {
  const mounts = (spec.volumeMounts ?? []) as readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  const volumeMounts = mounts.map(({ name, mountPath, readOnly }) => ({ name, mountPath, ...(readOnly ? { readOnly, recursiveReadOnly: "Disabled" } : {}) }));
  return {
    name: spec.name,
    state,
    lastState,
    ready: isReady,
    restartCount,
    image: pulled?.canonical ?? spec.image,
    imageID: pulled?.imageID ?? "",
    ...(id === undefined ? {} : { containerID: id }),
    started: isStarted,
    resources: spec.resources ?? {},
    ...(volumeMounts.length > 0 ? { volumeMounts } : {}),
  } as ContainerStatus;
}

export function terminatedState(exit: ExitStatus, run: { readonly id: string; readonly startedAt: number }, now: number): ContainerState {
  return {
    terminated: {
      exitCode: exit.code,
      ...(exit.signal === undefined ? {} : { signal: exit.signal }),
      reason: exit.startError !== undefined ? "StartError" : exit.code === 0 ? "Completed" : "Error",
      ...(exit.startError === undefined ? {} : { message: exit.startError }),
      startedAt: apiTime(exit.startError === undefined ? run.startedAt : 0),
      finishedAt: apiTime(now),
      containerID: run.id,
    },
  };
}

/** A container that could not be started waits, its attempt being its last state. */
export function startErrorStates(
  message: string,
  run: { readonly id: string; readonly startedAt: number },
  now: number,
): { readonly state: ContainerState; readonly lastState: ContainerState } {
  const lastState = terminatedState({ code: 128, startError: message }, run, now);
  return { state: { waiting: { reason: "RunContainerError", message } }, lastState };
}

/** After a restart of the node every container that ran has ended for an unknown reason. */
export function lastStateAfterReboot({ state: { running, terminated }, lastState, containerID }: ContainerStatus, now: number): ContainerState {
  if (running === undefined) return terminated === undefined ? lastState : { terminated };
  return {
    terminated: {
      exitCode: 255,
      reason: "Unknown",
      startedAt: running.startedAt,
      finishedAt: apiTime(now),
      ...(containerID === undefined ? {} : { containerID }),
    },
  };
}

/** The event and the state of a container that waits for its next start. */
export function backOffTexts(
  container: string,
  { metadata: { name, namespace, uid } }: Pod,
  delayMs: number,
): { readonly event: string; readonly state: ContainerState } {
  const podName = `${name}_${namespace}(${uid})`;
  return {
    event: `Back-off restarting failed container ${container} in pod ${podName}`,
    state: { waiting: { reason: "CrashLoopBackOff", message: `back-off ${durationText(delayMs)} restarting failed container=${container} pod=${podName}` } },
  };
}

/** As Go prints a duration: 10s, 2m40s, 5m0s. */
function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
