/** Whether a pod may run on a node, and why not, in the words of the scheduler's plugins. */
import { type KubeObject, meetsRequirement, type Pod, type PodSpec, type Requirement } from "../objects.ts";
import { matchesLabels } from "./labels.ts";
import { arePortsFree } from "./node-ports.ts";
import { shortages, usedResources } from "./node-resources.ts";

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

export interface Node extends KubeObject {
  readonly spec: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] };
  readonly status?: { readonly allocatable?: Readonly<Record<string, string>> };
}

export interface Refusal {
  readonly text: string;
  /** Whether it would help if other pods went away. */
  readonly solvable: boolean;
}

interface AffinityTerm {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
}

const cordon: Taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };

/** Nothing: it fits beside the other pods, which are all that there are. The first plugin that refuses has the word; only a lack of resources names several. */
export function refusalsOf(node: Node, pod: Pod, pods: readonly Pod[]): readonly Refusal[] {
  if (node.spec.unschedulable && !isTolerated(cordon, tolerationsOf(pod.spec))) return [final("node(s) were unschedulable")];
  if (untolerated(node, pod.spec) !== undefined) return [final("node(s) had untolerated taint(s)")];
  if (!isMeant(node, pod.spec)) return [final("node(s) didn't match Pod's node affinity/selector")];
  const { name } = node.metadata;
  if (!arePortsFree(pods, name, pod.spec)) return [{ text: "node(s) didn't have free ports for the requested pod ports", solvable: true }];
  return shortages(node.status?.allocatable ?? {}, usedResources(pods, name), pod.spec);
}

/** Whether the pod's selectors name the node and its tolerations bear the node's taints; what is left of its resources is not looked at. */
export function isFitByRules(node: Node, spec: PodSpec): boolean {
  return isMeant(node, spec) && untolerated(node, spec) === undefined;
}

/** For how long the pod may stay in spite of the node's NoExecute taints, 0 at the least; undefined: for good. */
export function bearableSeconds(node: Node, spec: PodSpec): number | undefined {
  const taints = (node.spec.taints ?? []).filter(({ effect }) => effect === "NoExecute");
  const tolerations = tolerationsOf(spec);
  if (taints.some((taint) => !isTolerated(taint, tolerations))) return 0;
  const limits = taints.flatMap((taint) => tolerations.filter((each) => isTolerated(taint, [each])).map(({ tolerationSeconds }) => tolerationSeconds));
  const known = limits.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : Math.max(0, Math.min(...known));
}

function final(text: string): Refusal {
  return { text, solvable: false };
}

function tolerationsOf(spec: PodSpec): readonly Toleration[] {
  return (spec.tolerations ?? []) as readonly Toleration[];
}

function untolerated(node: Node, spec: PodSpec): Taint | undefined {
  const hard = (node.spec.taints ?? []).filter(({ effect, key }) => effect !== "PreferNoSchedule" && key !== cordon.key);
  return hard.find((taint) => !isTolerated(taint, tolerationsOf(spec)));
}

function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some(({ key, operator = "Equal", value = "", effect }) => {
    const isEffect = !effect || effect === taint.effect;
    if (!key) return isEffect && operator === "Exists";
    return isEffect && key === taint.key && (operator === "Exists" || value === (taint.value ?? ""));
  });
}

function isMeant(node: Node, spec: PodSpec): boolean {
  const selector = spec.nodeSelector ?? {};
  const isSelected = Object.keys(selector).length === 0 || matchesLabels(selector, node.metadata.labels);
  const terms = requiredTerms(spec);
  return isSelected && (terms === undefined || terms.some((term) => meets(term, node)));
}

function requiredTerms(spec: PodSpec): readonly AffinityTerm[] | undefined {
  const affinity = spec.affinity as
    | { readonly nodeAffinity?: { readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly AffinityTerm[] } } }
    | undefined;
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
}

/** An empty term means no node. */
function meets({ matchExpressions = [], matchFields = [] }: AffinityTerm, node: Node): boolean {
  const fields = { "metadata.name": node.metadata.name };
  const isEmpty = matchExpressions.length + matchFields.length === 0;
  return (
    !isEmpty &&
    matchExpressions.every((each) => meetsRequirement(each, node.metadata.labels ?? {})) &&
    matchFields.every((each) => meetsRequirement(each, fields))
  );
}
