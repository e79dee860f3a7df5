import type { Pod } from "../../objects.ts";
import { isSame } from "../equality.ts";
import { isReady } from "../pods.ts";
import { CONTROLLER_STATUS, type Surroundings } from "../surroundings.ts";
import { type DaemonSet, HASH_LABEL } from "./daemonset.ts";

export interface Counted {
  /** On the nodes that they are meant for. */
  readonly pods: readonly Pod[];
  readonly desired: number;
  readonly misscheduled: number;
  readonly hash: string;
}

/** Counts of 0 are left out where upstream leaves them out. */
export function writeStatus({ registry }: Surroundings, { metadata }: DaemonSet, { pods, desired, misscheduled, hash }: Counted): void {
  const ready = pods.filter(isReady).length;
  const updated = pods.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === hash).length;
  const unavailable = desired - ready;
  const status = {
    currentNumberScheduled: pods.length,
    desiredNumberScheduled: desired,
    ...(ready > 0 ? { numberAvailable: ready } : {}),
    numberMisscheduled: misscheduled,
    numberReady: ready,
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    observedGeneration: metadata.generation ?? 0,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
  };
  const current = registry.get<DaemonSet>({ resource: "apps/v1/daemonsets", namespace: metadata.namespace, name: metadata.name });
  if (current !== undefined && !isSame(status, current.status)) registry.update<DaemonSet>("apps/v1/daemonsets", { ...current, status }, CONTROLLER_STATUS);
}
