import { apiTime, type Condition, type Deployment, type ReplicaSet } from "../../objects.ts";
import { findCondition, withCondition } from "../conditions.ts";
import { toleratedMissing } from "./fenceposts.ts";

type Status = NonNullable<Deployment["status"]>;

export interface Rollout {
  readonly deployment: Deployment;
  readonly all: readonly ReplicaSet[];
  readonly newest: ReplicaSet | undefined;
  readonly now: number;
}

/** Counts and the Available condition; Progressing is left as it was. Counts of 0 are left out, as upstream writes them. */
export function countedStatus({ deployment, all, newest, now }: Rollout): Status {
  const available = sum(all, (each) => each.status?.availableReplicas);
  const wanted = sum(all, (each) => each.spec.replicas);
  const isAvailable = available >= deployment.spec.replicas - toleratedMissing(deployment);
  const condition = conditionAt(now, {
    type: "Available",
    status: isAvailable ? "True" : "False",
    reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
    message: isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
  });
  return withoutZeros({
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(all, (each) => each.status?.replicas),
    updatedReplicas: sum(newest === undefined ? [] : [newest], (each) => each.status?.replicas),
    readyReplicas: sum(all, (each) => each.status?.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wanted - available),
    terminatingReplicas: sum(all, (each) => each.status?.terminatingReplicas),
    ...(deployment.status?.collisionCount === undefined ? {} : { collisionCount: deployment.status.collisionCount }),
    conditions: replaced(deployment.status?.conditions ?? [], condition),
  });
}

/** The same with Progressing brought up to date: upstream's syncRolloutStatus. */
export function rolloutStatus(rollout: Rollout): Status {
  const { deployment, all, newest, now } = rollout;
  const status = countedStatus(rollout);
  const deadline = deployment.spec.progressDeadlineSeconds;
  const conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) return { ...status, conditions: conditions.filter(({ type }) => type !== "Progressing") };

  const current = findCondition(deployment.status?.conditions, "Progressing");
  const isOver = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === "NewReplicaSetAvailable";
  const failure = all.flatMap((each) =>
    ((each.status as { conditions?: readonly Condition[] } | undefined)?.conditions ?? []).filter(({ type }) => type === "ReplicaFailure"),
  )[0];
  const settled = conditions.filter(({ type }) => type !== "ReplicaFailure");
  const withFailure = failure === undefined ? settled : withCondition(settled, failure);
  if (isOver) return { ...status, conditions: withFailure };

  const subject = newest === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newest.metadata.name}"`;
  const progressing = (condition: Pick<Condition, "status" | "reason" | "message">): Status => ({
    ...status,
    conditions: replaced(withFailure, conditionAt(now, { type: "Progressing", ...condition })),
  });
  if (isComplete(deployment, status))
    return progressing({ status: "True", reason: "NewReplicaSetAvailable", message: `${subject} has successfully progressed.` });
  if (hasProgressed(deployment.status ?? {}, status))
    return progressing({ status: "True", reason: "ReplicaSetUpdated", message: `${subject} is progressing.` });
  if (hasTimedOut(current, deadline ?? 0, now)) {
    return progressing({ status: "False", reason: "ProgressDeadlineExceeded", message: `${subject} has timed out progressing.` });
  }
  return { ...status, conditions: withFailure };
}

export function isComplete({ spec, metadata }: Deployment, status: Status): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  return (
    updatedReplicas === spec.replicas && replicas === spec.replicas && availableReplicas === spec.replicas && observedGeneration >= (metadata.generation ?? 0)
  );
}

/** Milliseconds until the progress deadline strikes; undefined when nothing is under way. */
export function untilDeadline(deployment: Deployment, status: Status, now: number): number | undefined {
  const current = findCondition(status.conditions, "Progressing");
  if (!hasDeadline(deployment) || current === undefined || isComplete(deployment, status)) return undefined;
  if (current.reason === "NewReplicaSetAvailable" || current.reason === "ProgressDeadlineExceeded") return undefined;
  return Date.parse(current.lastUpdateTime ?? "") + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000 - now + 1000;
}

/** Unlike upstream's other conditions, a Deployment's carry the time of their last update. */
export function conditionAt(now: number, condition: Condition): Condition {
  return { ...condition, lastUpdateTime: apiTime(now), lastTransitionTime: apiTime(now) };
}

/** Set only when status or reason differ, and then at the end of the list; the transition time stays while the status does. */
export function replaced(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  const before = findCondition(conditions, condition.type);
  const isSameNews = before?.status === condition.status && before.reason === condition.reason;
  if (isSameNews && condition.reason !== "ReplicaSetUpdated") return conditions;
  const others = conditions.filter(({ type }) => type !== condition.type);
  const [next = condition] = before === undefined ? [] : withCondition([before], condition);
  return [...others, next];
}

function hasDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2_147_483_647;
}

function hasProgressed(before: Status, now: Status): boolean {
  const old = (status: Status): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(now) < old(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function hasTimedOut(current: Condition | undefined, deadlineSeconds: number, now: number): boolean {
  if (current === undefined || current.reason === "NewReplicaSetAvailable") return false;
  if (current.reason === "ProgressDeadlineExceeded") return true;
  return Date.parse(current.lastUpdateTime ?? "") + deadlineSeconds * 1000 < now;
}

function sum(replicaSets: readonly ReplicaSet[], value: (replicaSet: ReplicaSet) => number | undefined): number {
  return replicaSets.reduce((total, each) => total + (value(each) ?? 0), 0);
}

function withoutZeros(status: Status): Status {
  const kept = Object.entries(status).filter(([key, value]) => value !== 0 || key === "terminatingReplicas");
  return Object.fromEntries(kept) as Status;
}
