import { apiTime, type KubeObject, type Pod } from "../objects.ts";
import { withCondition } from "./conditions.ts";
import { isSame } from "./equality.ts";
import { matchesLabels } from "./labels.ts";
import { createQueue } from "./queue.ts";
import type { Running, Surroundings } from "./surroundings.ts";
import { follow, keyOf, splitKey } from "./watching.ts";

const COMPONENT = "default-scheduler";

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

interface Node extends KubeObject {
  readonly spec: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] };
}

/** Gives every pod without a node the fitting node with the fewest pods, and says why when none fits. */
export function startScheduler(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => {
    const pod = registry.get<Pod>({ resource: "v1/pods", ...splitKey(key) });
    if (pod !== undefined && isWaiting(pod)) schedule(surroundings, pod);
  });
  const stops = [
    follow<Pod>(registry, "v1/pods", ({ object }) => {
      if (isWaiting(object)) queue.add(keyOf(object));
    }),
    registry.watch<Node>("v1/nodes", ({ object, previous }) => {
      if (previous !== undefined && isSame([previous.spec, previous.metadata.labels], [object.spec, object.metadata.labels])) return;
      for (const pod of registry.list<Pod>("v1/pods")) if (isWaiting(pod)) queue.add(keyOf(pod));
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function isWaiting(pod: Pod): boolean {
  return !pod.spec.nodeName && pod.metadata.deletionTimestamp === undefined && (pod.spec.schedulerName ?? COMPONENT) === COMPONENT;
}

function schedule({ registry, events, clock }: Surroundings, pod: Pod): void {
  const nodes = registry.list<Node>("v1/nodes");
  const refusals = new Map(nodes.map((node) => [node, refusalOf(node, pod)]));
  const load = (node: Node): number => registry.list<Pod>("v1/pods").filter((each) => each.spec.nodeName === node.metadata.name).length;
  const fitting = nodes.filter((node) => refusals.get(node) === undefined);
  const [best] = fitting.length > 1 ? [...fitting].sort((left, right) => load(left) - load(right)) : fitting;
  const now = apiTime(clock.now());
  const observed = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
  if (best === undefined) {
    const message = unschedulableText(
      nodes.length,
      [...refusals.values()].filter((text) => text !== undefined),
    );
    const condition = {
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message,
      lastProbeTime: null,
      lastTransitionTime: now,
      ...observed,
    } as const;
    const conditions = withCondition(pod.status?.conditions ?? [], condition);
    if (isSame(conditions, pod.status?.conditions)) return;
    registry.update<Pod>(
      "v1/pods",
      { ...pod, status: { ...pod.status, phase: "Pending", conditions } },
      { fieldManager: "kube-scheduler", subresource: "status" },
    );
    events.record(pod, { type: "Warning", reason: "FailedScheduling", message, component: COMPONENT });
    return;
  }
  const nodeName = best.metadata.name;
  const placed = registry.update<Pod>("v1/pods", { ...pod, spec: { ...pod.spec, nodeName } }, { fieldManager: "kube-scheduler", subresource: "binding" });
  const condition = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: now, ...observed } as const;
  const conditions = withCondition(placed.status?.conditions ?? [], condition);
  registry.update<Pod>(
    "v1/pods",
    { ...placed, status: { ...placed.status, phase: "Pending", conditions } },
    { fieldManager: "kube-scheduler", subresource: "status" },
  );
  const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${nodeName}`;
  events.record(pod, { type: "Normal", reason: "Scheduled", message, component: COMPONENT });
}

function refusalOf(node: Node, pod: Pod): string | undefined {
  const tolerations = (pod.spec.tolerations ?? []) as readonly Toleration[];
  const cordon: Taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
  if (node.spec.unschedulable && !isTolerated(cordon, tolerations)) return "node(s) were unschedulable";
  const hard = (node.spec.taints ?? []).filter(({ effect, key }) => effect !== "PreferNoSchedule" && key !== cordon.key);
  const taint = hard.find((each) => !isTolerated(each, tolerations));
  if (taint !== undefined) return "node(s) had untolerated taint(s)";
  const selector = pod.spec.nodeSelector ?? {};
  const fits = Object.keys(selector).length === 0 || matchesLabels(selector, node.metadata.labels);
  return fits ? undefined : "node(s) didn't match Pod's node affinity/selector";
}

function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some(({ key, operator = "Equal", value = "", effect }) => {
    const isEffect = !effect || effect === taint.effect;
    if (!key) return isEffect && operator === "Exists";
    return isEffect && key === taint.key && (operator === "Exists" || value === (taint.value ?? ""));
  });
}

/** In the scheduler's words, such as `0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate, …`. */
function unschedulableText(nodes: number, refusals: readonly string[]): string {
  if (nodes === 0) return "no nodes available to schedule pods";
  const counts = new Map<string, number>();
  for (const refusal of refusals) counts.set(refusal, (counts.get(refusal) ?? 0) + 1);
  const reasons = [...counts].map(([text, count]) => `${count} ${text}`).sort();
  const preemption = `preemption: 0/${nodes} nodes are available: ${nodes} Preemption is not helpful for scheduling.`;
  return `0/${nodes} nodes are available: ${reasons.join(", ")}. ${preemption}`;
}
