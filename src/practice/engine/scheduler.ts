import { apiTime, type Pod, type PodSpec } from "../objects.ts";
import { withCondition } from "./conditions.ts";
import { isSame } from "./equality.ts";
import { type Node, type Refusal, refusalsOf } from "./node-fit.ts";
import { createQueue } from "./queue.ts";
import type { Running, Surroundings } from "./surroundings.ts";
import { follow, keyOf, splitKey } from "./watching.ts";

const COMPONENT = "default-scheduler";

/** Gives every pod without a node the fitting node with the fewest pods, and says why when none fits. */
export function startScheduler(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => {
    const pod = registry.get<Pod>({ resource: "v1/pods", ...splitKey(key) });
    if (pod !== undefined && isWaiting(pod)) schedule(surroundings, pod);
  });
  const addWaiting = (): void => {
    for (const pod of registry.list<Pod>("v1/pods")) if (isWaiting(pod)) queue.add(keyOf(pod));
  };
  const stops = [
    follow<Pod>(registry, "v1/pods", ({ type, object }) => {
      if (type === "DELETED") addWaiting();
      else if (isWaiting(object)) queue.add(keyOf(object));
    }),
    registry.watch<Node>("v1/nodes", ({ object, previous }) => {
      if (
        previous !== undefined &&
        isSame([previous.spec, previous.metadata.labels, previous.status?.allocatable], [object.spec, object.metadata.labels, object.status?.allocatable])
      )
        return;
      addWaiting();
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
  const pods = registry.list<Pod>("v1/pods");
  const claim = claimOf(pod.spec);
  const refusals = nodes.map((node) => (claim === undefined ? refusalsOf(node, pod, pods) : [{ text: "", solvable: false }]));
  const load = (node: Node): number => pods.filter((each) => each.spec.nodeName === node.metadata.name).length;
  const fitting = nodes.filter((_, index) => refusals[index]!.length === 0);
  const [best] = fitting.length > 1 ? [...fitting].sort((left, right) => load(left) - load(right)) : fitting;
  const now = apiTime(clock.now());
  const observed = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
  if (best === undefined) {
    const message = unschedulableText(refusals, claim === undefined ? undefined : `persistentvolumeclaim "${claim}" not found`);
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
  const condition = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: now, ...observed } as const;
  const conditions = withCondition(pod.status?.conditions ?? [], condition);
  registry.update<Pod>(
    "v1/pods",
    { ...pod, spec: { ...pod.spec, nodeName }, status: { ...pod.status, phase: "Pending", conditions } },
    { fieldManager: "kube-scheduler", subresource: "binding" },
  );
  const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${nodeName}`;
  events.record(pod, { type: "Normal", reason: "Scheduled", message, component: COMPONENT });
}

/** A claim that the pod's volumes name: none can be found, this cluster has no PersistentVolumeClaims. */
function claimOf({ volumes = [] }: PodSpec): string | undefined {
  return (volumes as readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[]).find(
    ({ persistentVolumeClaim: claim }) => claim !== undefined,
  )?.persistentVolumeClaim?.claimName;
}

/**
 * `whatever`: the reason where no node matters. In the scheduler's words, such as `0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate,
 * preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`
 */
function unschedulableText(refusals: readonly (readonly Refusal[])[], whatever: string | undefined): string {
  const nodes = refusals.length;
  if (nodes === 0) return "no nodes available to schedule pods";
  const reasons = whatever ?? counted(refusals.flatMap((each) => each.map(({ text }) => text)));
  const victims = refusals.map((each) =>
    each.every(({ solvable }) => solvable) ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling",
  );
  return `0/${nodes} nodes are available: ${reasons}. no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${counted(victims)}.`;
}

function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([text, count]) => `${count} ${text}`)
    .sort()
    .join(", ");
}
