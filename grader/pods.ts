/** Pods as the explanations speak of them. */
import { isRecord, labelsOf, listOf, numberOf, pick, recordOf, textOf } from "./json.ts";
import { type Labels, ownLabels, selects } from "./labels.ts";
import type { KubeObject } from "./model.ts";
import type { View } from "./view.ts";

export function podLabels(pod: KubeObject): Labels {
  return ownLabels(labelsOf(pod.metadata.labels));
}

export function templateLabels(workload: KubeObject): Labels {
  return labelsOf(pick(workload, "spec", "template", "metadata", "labels"));
}

/** Neither going away nor over. */
export function isAlive(pod: KubeObject): boolean {
  const phase = pick(pod, "status", "phase");
  return pod.metadata.deletionTimestamp === undefined && phase !== "Succeeded" && phase !== "Failed";
}

export function isReady(pod: KubeObject): boolean {
  return isAlive(pod) && conditionOf(pod, "Ready")?.status === "True";
}

export interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionOf(object: KubeObject, type: string): Condition | undefined {
  const held = listOf(pick(object, "status", "conditions")).find((condition) => pick(condition, "type") === type);
  if (!isRecord(held)) return undefined;
  return { status: textOf(held.status) ?? "Unknown", reason: textOf(held.reason) ?? "", message: textOf(held.message) ?? "" };
}

export interface ContainerView {
  readonly list: "containers" | "initContainers";
  readonly index: number;
  readonly name: string;
  readonly image: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** status.containerStatuses of the same name. */
  readonly status: Readonly<Record<string, unknown>>;
}

export function containersOf(pod: KubeObject): readonly ContainerView[] {
  return withStatus(containersIn(pick(pod, "spec")), pick(pod, "status", "containerStatuses"));
}

/** Those that run before the others, one after another. */
export function initContainersOf(pod: KubeObject): readonly ContainerView[] {
  return withStatus(containersIn(pick(pod, "spec"), "initContainers"), pick(pod, "status", "initContainerStatuses"));
}

function withStatus(containers: readonly ContainerView[], statuses: unknown): readonly ContainerView[] {
  return containers.map((container) => ({
    ...container,
    status: recordOf(listOf(statuses).find((status) => pick(status, "name") === container.name)),
  }));
}

/** The containers of a pod spec. */
export function containersIn(podSpec: unknown, list: ContainerView["list"] = "containers"): readonly ContainerView[] {
  return listOf(pick(podSpec, list)).map((held, index) => {
    const spec = recordOf(held);
    return { list, index, name: textOf(spec.name) ?? "", image: textOf(spec.image) ?? "", spec, status: {} };
  });
}

/** All living pods that a Deployment made, of any revision. */
export function podsOf(view: View, deployment: KubeObject): readonly KubeObject[] {
  const namespace = deployment.metadata.namespace ?? view.namespace;
  const sets = new Set(replicaSetsOf(view, deployment).map((set) => set.metadata.name));
  const selector = pick(deployment, "spec", "selector");
  return view.objects("Pod", namespace).filter((pod) => isAlive(pod) && isOwnedBy(pod, sets) && selects(selector, labelsOf(pod.metadata.labels)));
}

function isOwnedBy(pod: KubeObject, sets: ReadonlySet<string>): boolean {
  const owner = ownerOf(pod);
  return owner?.kind === "ReplicaSet" && sets.has(owner.name);
}

export function ownerOf(object: KubeObject): { readonly kind: string; readonly name: string } | undefined {
  const owner =
    listOf(object.metadata.ownerReferences).find((reference) => pick(reference, "controller") === true) ?? listOf(object.metadata.ownerReferences)[0];
  const [kind, name] = [textOf(pick(owner, "kind")), textOf(pick(owner, "name"))];
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

function replicaSetsOf(view: View, deployment: KubeObject): readonly KubeObject[] {
  const namespace = deployment.metadata.namespace ?? view.namespace;
  return view.objects("ReplicaSet", namespace).filter((set) => {
    const owner = ownerOf(set);
    return owner?.kind === "Deployment" && owner.name === deployment.metadata.name;
  });
}

/** Of the revision that the Deployment asks for now. */
export function newestPodsOf(view: View, deployment: KubeObject): readonly KubeObject[] {
  const newest = newestSetOf(view, deployment);
  if (newest === undefined) return [];
  return podsOf(view, deployment).filter((pod) => ownerOf(pod)?.name === newest.metadata.name);
}

/** The ReplicaSet of the newest revision that was rolled out. */
export function newestSetOf(view: View, deployment: KubeObject): KubeObject | undefined {
  const revision = (set: KubeObject) => Number(set.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
  return [...replicaSetsOf(view, deployment)].sort((a, b) => revision(b) - revision(a))[0];
}

/** The Deployment that made a pod. */
export function deploymentOf(view: View, pod: KubeObject): KubeObject | undefined {
  const owner = ownerOf(pod);
  if (owner?.kind !== "ReplicaSet") return undefined;
  const namespace = pod.metadata.namespace ?? view.namespace;
  const set = view.find("ReplicaSet", owner.name, namespace);
  const top = set && ownerOf(set);
  return top?.kind === "Deployment" ? view.find("Deployment", top.name, namespace) : undefined;
}

export function replicasOf(workload: KubeObject): number {
  return numberOf(pick(workload, "spec", "replicas")) ?? 1;
}

/** An environment variable written out in the container; `set` without value: taken from elsewhere. */
export function envOf(container: ContainerView, name: string): { readonly index: number; readonly value: string | undefined } | undefined {
  const variables = listOf(container.spec.env);
  const index = variables.findIndex((variable) => pick(variable, "name") === name);
  if (index < 0) return undefined;
  const value = textOf(pick(variables[index], "value"));
  return { index, value: value ?? (pick(variables[index], "valueFrom") === undefined ? "" : undefined) };
}
