import type { Pod } from "../objects.ts";
import { findCondition, isTrue } from "./conditions.ts";

export function isReady(pod: Pod): boolean {
  return isTrue(pod.status?.conditions, "Ready");
}

export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** Counts for its owner: neither ended nor going away. */
export function isActive(pod: Pod): boolean {
  return !isTerminal(pod) && !isTerminating(pod);
}

/** Milliseconds until the pod has been ready for minReadySeconds; 0: it is available; undefined: it isn't ready. */
export function untilAvailable(pod: Pod, minReadySeconds: number, now: number): number | undefined {
  const ready = findCondition(pod.status?.conditions, "Ready");
  if (ready?.status !== "True") return undefined;
  if (minReadySeconds === 0) return 0;
  return Math.max(0, Date.parse(ready.lastTransitionTime ?? "") + minReadySeconds * 1000 - now);
}

/** Negative: the left one goes first when pods must go. */
export function comparePodsForDeletion(left: Pod, right: Pod): number {
  const ranks = [
    (pod: Pod) => (pod.spec.nodeName ? 1 : 0),
    (pod: Pod) => ({ Pending: 0, Unknown: 1, Running: 2 })[pod.status?.phase as string] ?? 0,
    (pod: Pod) => (isReady(pod) ? 1 : 0),
    (pod: Pod) => Number(pod.metadata.annotations?.["controller.kubernetes.io/pod-deletion-cost"] ?? 0),
    (pod: Pod) => -readySince(pod),
    (pod: Pod) => -restartsOf(pod),
    (pod: Pod) => -Date.parse(pod.metadata.creationTimestamp ?? ""),
  ];
  for (const rank of ranks) {
    const difference = rank(left) - rank(right);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return left.metadata.name < right.metadata.name ? -1 : 1;
}

function readySince(pod: Pod): number {
  return isReady(pod) ? Date.parse(findCondition(pod.status?.conditions, "Ready")?.lastTransitionTime ?? "") : 0;
}

function restartsOf(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount));
}
