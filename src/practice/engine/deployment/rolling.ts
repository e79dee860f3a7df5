import type { Deployment, ReplicaSet } from "../../objects.ts";
import { fencepostsOf } from "./fenceposts.ts";
import { byAge } from "./revisions.ts";

/** A ReplicaSet and the size it shall have. */
export interface Resize {
  readonly replicaSet: ReplicaSet;
  readonly replicas: number;
}

/** The size the new ReplicaSet may have now, given what stands beside it. */
export function sizeOfNew(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy?.type === "Recreate") return replicas;
  const room = replicas + fencepostsOf(deployment).maxSurge - total(all);
  return room <= 0 ? current : current + Math.min(room, replicas - current);
}

/** One step of a rolling update on the old ReplicaSets: broken pods first, then as many as availability allows. */
export function shrinkOld(deployment: Deployment, old: readonly ReplicaSet[], newest: ReplicaSet): readonly Resize[] {
  const { maxUnavailable } = fencepostsOf(deployment);
  const minAvailable = deployment.spec.replicas - maxUnavailable;
  const newUnavailable = newest.spec.replicas - (newest.status?.availableReplicas ?? 0);
  const all = [...old, newest];
  const most = total(all) - minAvailable - newUnavailable;
  if (most <= 0) return [];

  const sizes = new Map(old.map((each) => [each, each.spec.replicas]));
  const oldestFirst = [...old].sort(byAge);
  let removable = most;
  for (const each of oldestFirst) {
    const broken = Math.min(removable, each.spec.replicas - (each.status?.availableReplicas ?? 0));
    if (broken <= 0) continue;
    sizes.set(each, each.spec.replicas - broken);
    removable -= broken;
  }
  let spare = all.reduce((sum, each) => sum + (each.status?.availableReplicas ?? 0), 0) - minAvailable;
  for (const each of oldestFirst) {
    if (spare <= 0) break;
    const size = sizes.get(each) ?? 0;
    const step = Math.min(size, spare);
    sizes.set(each, size - step);
    spare -= step;
  }
  return [...sizes].filter(([each, size]) => size !== each.spec.replicas).map(([replicaSet, replicas]) => ({ replicaSet, replicas }));
}

/** The Deployment itself was scaled: the active ReplicaSet follows; in the middle of a rollout all share in proportion. */
export function rescale(deployment: Deployment, all: readonly ReplicaSet[], newest: ReplicaSet | undefined): readonly Resize[] {
  const active = all.filter((each) => each.spec.replicas > 0);
  const { replicas } = deployment.spec;
  if (active.length <= 1) {
    const only = active[0] ?? newest ?? [...all].sort(byAge).at(-1);
    return only === undefined || only.spec.replicas === replicas ? [] : [{ replicaSet: only, replicas }];
  }
  if (newest !== undefined && newest.spec.replicas === replicas && newest.status?.availableReplicas === replicas) {
    return active.filter((each) => each !== newest).map((replicaSet) => ({ replicaSet, replicas: 0 }));
  }
  if (deployment.spec.strategy?.type === "Recreate") return [];
  return inProportion(deployment, active);
}

function inProportion(deployment: Deployment, active: readonly ReplicaSet[]): readonly Resize[] {
  const allowed = deployment.spec.replicas === 0 ? 0 : deployment.spec.replicas + fencepostsOf(deployment).maxSurge;
  const present = total(active);
  let left = allowed - present;
  const bySize = [...active].sort((one, other) => other.spec.replicas - one.spec.replicas || (left > 0 ? byAge(other, one) : byAge(one, other)));
  const resized = bySize.map((replicaSet) => {
    const former = Number(replicaSet.metadata.annotations?.["deployment.kubernetes.io/max-replicas"] ?? present);
    const exact = Math.round((replicaSet.spec.replicas * allowed) / Math.max(1, former)) - replicaSet.spec.replicas;
    const share = left > 0 ? Math.min(Math.max(exact, 0), left) : Math.max(Math.min(exact, 0), left);
    left -= share;
    return { replicaSet, replicas: replicaSet.spec.replicas + share };
  });
  return resized.map((each, index) => (index === 0 ? { ...each, replicas: Math.max(0, each.replicas + left) } : each));
}

function total(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + each.spec.replicas, 0);
}
