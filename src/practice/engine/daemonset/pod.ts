/** The pod that a DaemonSet has on one node. */
import type { KubeObject, Pod, PodSpec } from "../../objects.ts";
import type { NewObject } from "../../registry.ts";
import type { Toleration } from "../node-fit.ts";
import { podFromTemplate } from "../pod-from-template.ts";
import { type DaemonSet, HASH_LABEL } from "./daemonset.ts";

const NODE_CONDITIONS = ["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"];

interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly { readonly matchFields?: readonly NameRequirement[] }[] };
  };
}

interface NameRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export function podFor(daemonSet: DaemonSet, { node, hash }: { readonly node: string; readonly hash: string }): NewObject<Pod> {
  const { metadata } = daemonSet.spec.template;
  const labels = { ...metadata?.labels, [HASH_LABEL]: hash };
  return podFromTemplate(daemonSet, { metadata: { ...metadata, labels }, spec: specFor(daemonSet, node) });
}

/** Bound by its affinity to the node, and bearing what may be wrong with a node. */
export function specFor({ spec: { template } }: DaemonSet, node: string): PodSpec {
  const tolerations = [...((template.spec.tolerations ?? []) as readonly Toleration[]), ...tolerationsFor(template.spec.hostNetwork === true)];
  const affinity = { ...(template.spec.affinity as object | undefined), nodeAffinity: affinityTo(node) };
  return { ...template.spec, affinity, tolerations };
}

function affinityTo(node: string) {
  const matchFields = [{ key: "metadata.name", operator: "In", values: [node] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
}

function tolerationsFor(hostNetwork: boolean): readonly Toleration[] {
  const taint = (name: string, effect: string): Toleration => ({ key: `node.kubernetes.io/${name}`, operator: "Exists", effect });
  const conditions = hostNetwork ? [...NODE_CONDITIONS, "network-unavailable"] : NODE_CONDITIONS;
  return [taint("not-ready", "NoExecute"), taint("unreachable", "NoExecute"), ...conditions.map((name) => taint(name, "NoSchedule"))];
}

/** The node it runs on, or is meant for. */
export function nodeOf(pod: Pod): string {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const terms = (pod.spec.affinity as Affinity | undefined)?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms[0]?.matchFields?.[0]?.values[0] ?? "";
}

export function isWantedOn(pod: Pod, node: KubeObject): boolean {
  return nodeOf(pod) === node.metadata.name;
}
