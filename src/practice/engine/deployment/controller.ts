import type { Deployment, Pod, ReplicaSet } from "../../objects.ts";
import { isSame } from "../equality.ts";
import { matchesSelector } from "../labels.ts";
import { controllerOf, isControlledBy, withOwner, withoutOwner } from "../owners.ts";
import { isTerminal } from "../pods.ts";
import { createQueue } from "../queue.ts";
import { CONTROLLER_MANAGER, CONTROLLER_STATUS, type Running, type Surroundings } from "../surroundings.ts";
import { follow, keyOf, splitKey } from "../watching.ts";
import { ensureNewReplicaSet, pruneHistory, resize } from "./replica-sets.ts";
import { DESIRED_REPLICAS, findNewReplicaSet } from "./revisions.ts";
import { rescale, shrinkOld, sizeOfNew } from "./rolling.ts";
import { conditionAt, countedStatus, isComplete, replaced, rolloutStatus, untilDeadline } from "./status.ts";

/** Rolls the pods of each Deployment from one template to the next, by way of ReplicaSets. */
export function startDeploymentController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => {
    const deployment = registry.get<Deployment>({ resource: "apps/v1/deployments", ...splitKey(key) });
    if (deployment === undefined) return;
    const wait = sync(surroundings, deployment);
    if (wait !== undefined) queue.addAfter(key, wait);
  });
  const addOwnerOf = (replicaSet: ReplicaSet): void => {
    const owner = controllerOf(replicaSet);
    if (owner?.kind === "Deployment") queue.add(`${replicaSet.metadata.namespace}/${owner.name}`);
    if (owner !== undefined) return;
    for (const deployment of registry.list<Deployment>("apps/v1/deployments", replicaSet.metadata.namespace)) {
      if (matchesSelector(deployment.spec.selector, replicaSet.metadata.labels)) queue.add(keyOf(deployment));
    }
  };
  const stops = [
    follow<Deployment>(registry, "apps/v1/deployments", ({ object }) => queue.add(keyOf(object))),
    registry.watch<ReplicaSet>("apps/v1/replicasets", ({ object }) => addOwnerOf(object)),
    registry.watch<Pod>("v1/pods", ({ type, object }) => {
      // Recreate waits for the last old pod.
      const owner = controllerOf(object);
      if (type !== "DELETED" || owner?.kind !== "ReplicaSet") return;
      const replicaSet = registry.get<ReplicaSet>({ resource: "apps/v1/replicasets", namespace: object.metadata.namespace, name: owner.name });
      if (replicaSet !== undefined) addOwnerOf(replicaSet);
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

/** Gives the milliseconds until it wants to look again. */
function sync(surroundings: Surroundings, deployment: Deployment): number | undefined {
  const owned = claimReplicaSets(surroundings, deployment);
  if (deployment.metadata.deletionTimestamp !== undefined) return writeStatus(surroundings, deployment, owned, "counts");
  const current = withPauseCondition(surroundings, deployment);
  if (current.spec.paused || wasScaled(current, owned)) {
    const newest = findNewReplicaSet(current, owned);
    const steps = rescale(current, owned, newest);
    for (const step of steps) resize(surroundings, current, step);
    const untouched = owned.filter((each) => each.spec.replicas > 0 && !steps.some((step) => step.replicaSet === each));
    for (const replicaSet of untouched) resize(surroundings, current, { replicaSet, replicas: replicaSet.spec.replicas });
    const all = claimReplicaSets(surroundings, current);
    if (current.spec.paused) pruneHistory(surroundings, current, all);
    return writeStatus(surroundings, current, all, "counts");
  }
  if (current.spec.strategy?.type === "Recreate") recreate(surroundings, current, owned);
  else roll(surroundings, current, owned);
  return writeStatus(surroundings, current, claimReplicaSets(surroundings, current), "rollout");
}

function roll(surroundings: Surroundings, deployment: Deployment, owned: readonly ReplicaSet[]): void {
  const newest = ensureNewReplicaSet(surroundings, deployment, owned);
  const old = owned.filter((each) => each.metadata.uid !== newest.metadata.uid);
  const wanted = wantedSize(deployment, [...old, newest], newest);
  if (wanted !== newest.spec.replicas) {
    resize(surroundings, deployment, { replicaSet: newest, replicas: wanted });
    return;
  }
  const active = old.filter((each) => each.spec.replicas > 0);
  for (const step of shrinkOld(deployment, active, newest)) resize(surroundings, deployment, step);
}

function wantedSize(deployment: Deployment, all: readonly ReplicaSet[], newest: ReplicaSet): number {
  const { replicas } = deployment.spec;
  return newest.spec.replicas > replicas ? replicas : sizeOfNew(deployment, all, newest.spec.replicas);
}

function recreate(surroundings: Surroundings, deployment: Deployment, owned: readonly ReplicaSet[]): void {
  const known = findNewReplicaSet(deployment, owned);
  const old = owned.filter((each) => each !== known);
  const active = old.filter((each) => each.spec.replicas > 0);
  for (const replicaSet of active) resize(surroundings, deployment, { replicaSet, replicas: 0 });
  if (active.length > 0 || hasRunningPods(surroundings, old)) return;
  const newest = ensureNewReplicaSet(surroundings, deployment, owned);
  if (newest.spec.replicas !== deployment.spec.replicas) resize(surroundings, deployment, { replicaSet: newest, replicas: deployment.spec.replicas });
}

function hasRunningPods({ registry }: Surroundings, old: readonly ReplicaSet[]): boolean {
  return old.some((replicaSet) =>
    registry.list<Pod>("v1/pods", replicaSet.metadata.namespace).some((pod) => isControlledBy(pod, replicaSet) && !isTerminal(pod)),
  );
}

function wasScaled(deployment: Deployment, owned: readonly ReplicaSet[]): boolean {
  return owned.some((each) => {
    const desired = each.metadata.annotations?.[DESIRED_REPLICAS];
    return each.spec.replicas > 0 && desired !== undefined && Number(desired) !== deployment.spec.replicas;
  });
}

function claimReplicaSets({ registry }: Surroundings, deployment: Deployment): readonly ReplicaSet[] {
  return registry.list<ReplicaSet>("apps/v1/replicasets", deployment.metadata.namespace).flatMap((replicaSet) => {
    const matches = matchesSelector(deployment.spec.selector, replicaSet.metadata.labels);
    if (isControlledBy(replicaSet, deployment)) {
      if (matches) return [replicaSet];
      registry.update("apps/v1/replicasets", withoutOwner(replicaSet, deployment.metadata.uid ?? ""), CONTROLLER_MANAGER);
      return [];
    }
    const isFree = matches && controllerOf(replicaSet) === undefined && deployment.metadata.deletionTimestamp === undefined;
    return isFree ? [registry.update<ReplicaSet>("apps/v1/replicasets", withOwner(replicaSet, deployment), CONTROLLER_MANAGER)] : [];
  });
}

function withPauseCondition(surroundings: Surroundings, deployment: Deployment): Deployment {
  const conditions = deployment.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === "Progressing");
  const isPaused = deployment.spec.paused === true;
  if (deployment.spec.progressDeadlineSeconds === undefined || before?.reason === "ProgressDeadlineExceeded") return deployment;
  if (isPaused === (before?.reason === "DeploymentPaused")) return deployment;
  const next = conditionAt(surroundings.clock.now(), {
    type: "Progressing",
    status: "Unknown",
    reason: isPaused ? "DeploymentPaused" : "DeploymentResumed",
    message: isPaused ? "Deployment is paused" : "Deployment is resumed",
  });
  const status = { ...deployment.status, conditions: replaced(conditions, next) };
  return surroundings.registry.update<Deployment>("apps/v1/deployments", { ...deployment, status }, CONTROLLER_STATUS);
}

function writeStatus(surroundings: Surroundings, { metadata }: Deployment, all: readonly ReplicaSet[], kind: "counts" | "rollout"): number | undefined {
  const { registry, clock } = surroundings;
  const deployment = registry.get<Deployment>({ resource: "apps/v1/deployments", namespace: metadata.namespace, name: metadata.name });
  if (deployment === undefined) return undefined;
  const now = clock.now();
  const rollout = { deployment, all, newest: findNewReplicaSet(deployment, all), now };
  const status = kind === "rollout" ? rolloutStatus(rollout) : countedStatus(rollout);
  if (!isSame(status, deployment.status)) registry.update<Deployment>("apps/v1/deployments", { ...deployment, status }, CONTROLLER_STATUS);
  if (kind === "rollout" && isComplete(deployment, status)) pruneHistory(surroundings, deployment, all);
  return untilDeadline(deployment, status, now);
}
