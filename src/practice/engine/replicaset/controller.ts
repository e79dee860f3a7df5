import { ApiError } from "../../api-error.ts";
import type { LabelSelector, Pod, ReplicaSet } from "../../objects.ts";
import { isSame } from "../equality.ts";
import { matchesSelector } from "../labels.ts";
import { controllerOf, isControlledBy, withOwner, withoutOwner } from "../owners.ts";
import { podFromTemplate } from "../pod-from-template.ts";
import { comparePodsForDeletion, isActive, isTerminating, untilAvailable } from "../pods.ts";
import { createQueue } from "../queue.ts";
import { CONTROLLER_MANAGER, CONTROLLER_STATUS, type Running, type Surroundings } from "../surroundings.ts";
import { follow, keyOf, splitKey } from "../watching.ts";
import { replicaSetStatus } from "./status.ts";

const COMPONENT = "replicaset-controller";

/** Keeps as many pods as each ReplicaSet asks for. */
export function startReplicaSetController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => {
    const replicaSet = registry.get<ReplicaSet>({ resource: "apps/v1/replicasets", ...splitKey(key) });
    if (replicaSet !== undefined) sync(surroundings, replicaSet, (milliseconds) => queue.addAfter(key, milliseconds));
  });
  const addOwnerOf = (pod: Pod): void => {
    const owner = controllerOf(pod);
    if (owner?.kind === "ReplicaSet") queue.add(`${pod.metadata.namespace}/${owner.name}`);
    if (owner !== undefined) return;
    for (const replicaSet of registry.list<ReplicaSet>("apps/v1/replicasets", pod.metadata.namespace)) {
      if (matchesSelector(replicaSet.spec.selector, pod.metadata.labels)) queue.add(keyOf(replicaSet));
    }
  };
  const stops = [
    follow<ReplicaSet>(registry, "apps/v1/replicasets", ({ object }) => queue.add(keyOf(object))),
    registry.watch<Pod>("v1/pods", ({ object, previous }) => {
      if (previous !== undefined) addOwnerOf(previous);
      addOwnerOf(object);
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function sync(surroundings: Surroundings, replicaSet: ReplicaSet, again: (milliseconds: number) => void): void {
  const { registry, clock } = surroundings;
  const owned = claimPods(surroundings, replicaSet);
  const failure = replicaSet.metadata.deletionTimestamp !== undefined ? undefined : manage(surroundings, replicaSet, owned.filter(isActive));
  const pods = claimPods(surroundings, replicaSet);

  const now = clock.now();
  const status = replicaSetStatus({ replicaSet, pods, failure, now });
  if (!isSame(status, replicaSet.status))
    registry.update<ReplicaSet>("apps/v1/replicasets", { ...latest(surroundings, replicaSet), status }, CONTROLLER_STATUS);
  for (const pod of pods) {
    const wait = untilAvailable(pod, replicaSet.spec.minReadySeconds ?? 0, now);
    if (wait !== undefined && wait > 0) again(wait);
  }
  if (failure !== undefined) again(1000);
}

function latest({ registry }: Surroundings, replicaSet: ReplicaSet): ReplicaSet {
  const { namespace, name } = replicaSet.metadata;
  return registry.get<ReplicaSet>({ resource: "apps/v1/replicasets", namespace, name }) ?? replicaSet;
}

/** The pods it controls, after taking in matching ones that nobody owns and letting go of those that no longer match. */
function claimPods({ registry }: Surroundings, replicaSet: ReplicaSet): readonly Pod[] {
  const selector: LabelSelector = replicaSet.spec.selector;
  return registry.list<Pod>("v1/pods", replicaSet.metadata.namespace).flatMap((pod) => {
    const matches = matchesSelector(selector, pod.metadata.labels);
    if (isControlledBy(pod, replicaSet)) {
      if (matches || isTerminating(pod)) return [pod];
      registry.update("v1/pods", withoutOwner(pod, replicaSet.metadata.uid ?? ""), CONTROLLER_MANAGER);
      return [];
    }
    const isFree = matches && controllerOf(pod) === undefined && isActive(pod) && replicaSet.metadata.deletionTimestamp === undefined;
    return isFree ? [registry.update<Pod>("v1/pods", withOwner(pod, replicaSet), CONTROLLER_MANAGER)] : [];
  });
}

/** Creates or deletes pods; gives the refusal when the API server takes no more. */
function manage(surroundings: Surroundings, replicaSet: ReplicaSet, active: readonly Pod[]): ReplicaFailure | undefined {
  const { registry, events } = surroundings;
  const missing = replicaSet.spec.replicas - active.length;
  for (let count = 0; count < missing; count += 1) {
    try {
      const pod = registry.create<Pod>("v1/pods", podFromTemplate(replicaSet, replicaSet.spec.template), CONTROLLER_MANAGER);
      events.record(replicaSet, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${pod.metadata.name}`, component: COMPONENT });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      events.record(replicaSet, { type: "Warning", reason: "FailedCreate", message: `Error creating: ${error.message}`, component: COMPONENT });
      return { reason: "FailedCreate", message: error.message };
    }
  }
  const surplus = [...active].sort(comparePodsForDeletion).slice(0, Math.max(0, -missing));
  for (const pod of surplus) {
    const { namespace, name } = pod.metadata;
    registry.delete({ resource: "v1/pods", namespace, name });
    events.record(replicaSet, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${name}`, component: COMPONENT });
  }
  return undefined;
}

export interface ReplicaFailure {
  readonly reason: "FailedCreate" | "FailedDelete";
  readonly message: string;
}
