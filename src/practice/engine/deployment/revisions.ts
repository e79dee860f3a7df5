import type { Deployment, KubeObject, PodTemplate, ReplicaSet } from "../../objects.ts";
import { canonicalJson, isSame } from "../equality.ts";
import { safeHash } from "../safe-names.ts";

const REVISION = "deployment.kubernetes.io/revision";
export const DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
export const HASH_LABEL = "pod-template-hash";
const HISTORY = "deployment.kubernetes.io/revision-history";
const MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

/** Of the Deployment's own doing; all other annotations are handed on to its ReplicaSets. */
const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  REVISION,
  HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  "deprecated.deployment.rollback.to",
]);

export function templateHash(template: PodTemplate, collisions: number): string {
  return safeHash(canonicalJson(template) + (collisions > 0 ? String(collisions) : ""));
}

/** The oldest ReplicaSet made from the Deployment's present template. */
export function findNewReplicaSet(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...replicaSets].sort(byAge).find((replicaSet) => isSame(withoutHash(replicaSet.spec.template), withoutHash(deployment.spec.template)));
}

export function revisionOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.[REVISION] ?? 0);
}

export function nextRevision(old: readonly ReplicaSet[]): string {
  return String(Math.max(0, ...old.map(revisionOf)) + 1);
}

/** What the new ReplicaSet's annotations shall be. */
export function annotationsFor(
  deployment: Deployment,
  replicaSet: ReplicaSet | undefined,
  revision: string,
  maxSurge: number,
): Readonly<Record<string, string>> {
  const handedOn = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key));
  const before = replicaSet?.metadata.annotations ?? {};
  const former = before[REVISION];
  const isNewer = former !== undefined && Number(former) < Number(revision);
  const history = isNewer ? [...(before[HISTORY]?.split(",") ?? []), former].join(",") : before[HISTORY];
  return {
    ...before,
    ...Object.fromEntries(handedOn),
    ...(history === undefined ? {} : { [HISTORY]: history }),
    ...replicasAnnotations(deployment, maxSurge),
    [REVISION]: former === undefined || isNewer ? revision : former,
  };
}

export function replicasAnnotations({ spec }: Deployment, maxSurge: number): Readonly<Record<string, string>> {
  return { [DESIRED_REPLICAS]: String(spec.replicas), [MAX_REPLICAS]: String(spec.replicas + maxSurge) };
}

/** What the Deployment then takes over from its new ReplicaSet. */
export function revisionAnnotations(deployment: Deployment, replicaSet: ReplicaSet): Readonly<Record<string, string>> {
  return { ...deployment.metadata.annotations, [REVISION]: replicaSet.metadata.annotations?.[REVISION] ?? "1" };
}

export function byAge(left: ReplicaSet, right: ReplicaSet): number {
  const difference = Date.parse(left.metadata.creationTimestamp ?? "") - Date.parse(right.metadata.creationTimestamp ?? "");
  return difference || revisionOf(left) - revisionOf(right) || (left.metadata.name < right.metadata.name ? -1 : 1);
}

function withoutHash(template: PodTemplate): unknown {
  const { [HASH_LABEL]: _, ...labels } = template.metadata?.labels ?? {};
  const annotations = template.metadata?.annotations ?? {};
  return { labels, annotations: Object.keys(annotations).length > 0 ? annotations : undefined, spec: template.spec };
}
