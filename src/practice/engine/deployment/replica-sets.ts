import { ApiError } from "../../api-error.ts";
import type { Deployment, ReplicaSet } from "../../objects.ts";
import type { NewObject } from "../../registry.ts";
import { isSame } from "../equality.ts";
import { controllerReference, isControlledBy } from "../owners.ts";
import { CONTROLLER_MANAGER, CONTROLLER_STATUS, type Surroundings } from "../surroundings.ts";
import { fencepostsOf } from "./fenceposts.ts";
import {
  annotationsFor,
  findNewReplicaSet,
  HASH_LABEL,
  nextRevision,
  replicasAnnotations,
  revisionAnnotations,
  revisionOf,
  templateHash,
} from "./revisions.ts";
import { type Resize, sizeOfNew } from "./rolling.ts";
import { conditionAt, replaced } from "./status.ts";

const COMPONENT = "deployment-controller";

/** The ReplicaSet of the present template, made when it isn't there yet; its revision and the Deployment's are brought up to date. */
export function ensureNewReplicaSet(surroundings: Surroundings, deployment: Deployment, owned: readonly ReplicaSet[]): ReplicaSet {
  const { registry } = surroundings;
  const known = findNewReplicaSet(deployment, owned);
  const revision = nextRevision(owned.filter((each) => each !== known));
  const { maxSurge } = fencepostsOf(deployment);
  const annotations = annotationsFor(deployment, known, revision, maxSurge);
  if (known === undefined) return create(surroundings, deployment, owned, annotations);

  const isCurrent = isSame(annotations, known.metadata.annotations);
  const newest = isCurrent
    ? known
    : registry.update<ReplicaSet>("apps/v1/replicasets", { ...known, metadata: { ...known.metadata, annotations } }, CONTROLLER_MANAGER);
  takeOver(surroundings, deployment, newest, "FoundNewReplicaSet");
  return newest;
}

/** Sets the size, tells so in an Event, and notes the Deployment's own size beside it. */
export function resize({ registry, events }: Surroundings, deployment: Deployment, { replicaSet, replicas }: Resize): ReplicaSet {
  const before = replicaSet.spec.replicas;
  const annotations = { ...replicaSet.metadata.annotations, ...replicasAnnotations(deployment, fencepostsOf(deployment).maxSurge) };
  const next = { ...replicaSet, metadata: { ...replicaSet.metadata, annotations }, spec: { ...replicaSet.spec, replicas } };
  const written = registry.update<ReplicaSet>("apps/v1/replicasets", next, CONTROLLER_MANAGER);
  if (before !== replicas) {
    const direction = replicas > before ? "up" : "down";
    const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${before} to ${replicas}`;
    events.record(deployment, { type: "Normal", reason: "ScalingReplicaSet", message, component: COMPONENT });
  }
  return written;
}

/** Deletes the oldest of the empty old ReplicaSets past revisionHistoryLimit. */
export function pruneHistory({ registry }: Surroundings, deployment: Deployment, all: readonly ReplicaSet[]): void {
  const limit = deployment.spec.revisionHistoryLimit;
  if (limit === undefined) return;
  const newest = findNewReplicaSet(deployment, all);
  const old = all.filter((each) => each !== newest && each.metadata.deletionTimestamp === undefined);
  const empty = old
    .filter((each) => each.spec.replicas === 0 && (each.status?.replicas ?? 0) === 0)
    .sort((left, right) => revisionOf(left) - revisionOf(right));
  for (const { metadata } of empty.slice(0, Math.max(0, old.length - limit))) {
    registry.delete({ resource: "apps/v1/replicasets", namespace: metadata.namespace, name: metadata.name });
  }
}

function create(surroundings: Surroundings, deployment: Deployment, owned: readonly ReplicaSet[], annotations: Readonly<Record<string, string>>): ReplicaSet {
  const { registry, events, clock } = surroundings;
  const hash = templateHash(deployment.spec.template, deployment.status?.collisionCount ?? 0);
  const replicas = Math.max(0, sizeOfNew(deployment, owned, 0));
  const fresh = newReplicaSet(deployment, { hash, annotations, replicas });
  try {
    const made = registry.create<ReplicaSet>("apps/v1/replicasets", fresh, CONTROLLER_MANAGER);
    if (replicas > 0) {
      const message = `Scaled up replica set ${made.metadata.name} from 0 to ${replicas}`;
      events.record(deployment, { type: "Normal", reason: "ScalingReplicaSet", message, component: COMPONENT });
    }
    takeOver(surroundings, deployment, made, "NewReplicaSetCreated");
    return made;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const status = deployment.status ?? {};
    if (error.reason === "AlreadyExists") {
      const taken = registry.get<ReplicaSet>({ resource: "apps/v1/replicasets", namespace: deployment.metadata.namespace, name: fresh.metadata.name ?? "" });
      if (taken !== undefined && isControlledBy(taken, deployment)) throw error;
      registry.update<Deployment>(
        "apps/v1/deployments",
        { ...deployment, status: { ...status, collisionCount: (status.collisionCount ?? 0) + 1 } },
        CONTROLLER_STATUS,
      );
      throw error;
    }
    const message = `Failed to create new replica set "${fresh.metadata.name}": ${error.message}`;
    events.record(deployment, { type: "Warning", reason: "FailedCreate", message, component: COMPONENT });
    const condition = conditionAt(clock.now(), { type: "Progressing", status: "False", reason: "ReplicaSetCreateError", message });
    registry.update<Deployment>(
      "apps/v1/deployments",
      { ...deployment, status: { ...status, conditions: replaced(status.conditions ?? [], condition) } },
      CONTROLLER_STATUS,
    );
    throw error;
  }
}

interface Novelty {
  readonly hash: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly replicas: number;
}

function newReplicaSet(deployment: Deployment, { hash, annotations, replicas }: Novelty): NewObject<ReplicaSet> {
  const { template, selector, minReadySeconds } = deployment.spec;
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const { name, namespace } = deployment.metadata;
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** The Deployment shows its new ReplicaSet's revision and, in Progressing, that it has one. */
function takeOver(
  { registry, clock }: Surroundings,
  { metadata }: Deployment,
  newest: ReplicaSet,
  reason: "NewReplicaSetCreated" | "FoundNewReplicaSet",
): void {
  const read = (): Deployment | undefined => registry.get<Deployment>({ resource: "apps/v1/deployments", namespace: metadata.namespace, name: metadata.name });
  const deployment = read();
  if (deployment === undefined) return;
  const annotations = revisionAnnotations(deployment, newest);
  if (!isSame(annotations, deployment.metadata.annotations)) {
    registry.update<Deployment>("apps/v1/deployments", { ...deployment, metadata: { ...deployment.metadata, annotations } }, CONTROLLER_STATUS);
  }
  const current = read();
  const conditions = current?.status?.conditions ?? [];
  const isKnown = conditions.some(({ type }) => type === "Progressing");
  if (current === undefined || current.spec.progressDeadlineSeconds === undefined || (reason === "FoundNewReplicaSet" && isKnown)) return;
  const verb = reason === "NewReplicaSetCreated" ? "Created" : "Found";
  const condition = conditionAt(clock.now(), { type: "Progressing", status: "True", reason, message: `${verb} new replica set "${newest.metadata.name}"` });
  const status = { ...current.status, conditions: replaced(conditions, condition) };
  registry.update<Deployment>("apps/v1/deployments", { ...current, status }, CONTROLLER_STATUS);
}
