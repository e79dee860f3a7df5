/** Pods leave a node whose NoExecute taints they don't tolerate: at once, or when the time is over for which they do. */
import { apiTime, type Condition, type Pod } from "../objects.ts";
import { withCondition } from "./conditions.ts";
import { bearableSeconds, type Node } from "./node-fit.ts";
import { isActive } from "./pods.ts";
import { createQueue } from "./queue.ts";
import { CONTROLLER_STATUS, type Running, type Surroundings } from "./surroundings.ts";
import { follow, keyOf, splitKey } from "./watching.ts";

const COMPONENT = "taint-eviction-controller";

export function startTaintEviction(surroundings: Surroundings): Running {
  const { registry, clock, events } = surroundings;
  /** Since when a pod bears a taint for a time, by its uid. */
  const since = new Map<string, number>();
  const queue = createQueue(surroundings, (key) => {
    const pod = registry.get<Pod>({ resource: "v1/pods", ...splitKey(key) });
    if (pod === undefined || !isActive(pod)) return;
    const { uid = "" } = pod.metadata;
    const node = pod.spec.nodeName ? registry.get<Node>({ resource: "v1/nodes", name: pod.spec.nodeName }) : undefined;
    const seconds = node === undefined ? undefined : bearableSeconds(node, pod.spec);
    if (seconds === undefined) {
      if (since.delete(uid))
        events.record(pod, { type: "Normal", reason: "TaintManagerEviction", message: `Cancelling deletion of Pod ${key}`, component: COMPONENT });
      return;
    }
    if (!since.has(uid) && seconds > 0) since.set(uid, clock.now());
    const left = (since.get(uid) ?? clock.now()) + seconds * 1000 - clock.now();
    if (left > 0) return queue.addAfter(key, left);
    since.delete(uid);
    evict(surroundings, pod);
  });
  const stops = [
    follow<Pod>(registry, "v1/pods", ({ type, object }) => {
      if (type === "DELETED") since.delete(object.metadata.uid ?? "");
      else queue.add(keyOf(object));
    }),
    registry.watch<Node>("v1/nodes", ({ object }) => {
      for (const pod of registry.list<Pod>("v1/pods")) if (pod.spec.nodeName === object.metadata.name) queue.add(keyOf(pod));
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function evict({ registry, clock, events }: Surroundings, pod: Pod): void {
  events.record(pod, { type: "Normal", reason: "TaintManagerEviction", message: `Marking for deletion Pod ${keyOf(pod)}`, component: COMPONENT });
  const condition: Condition = {
    type: "DisruptionTarget",
    status: "True",
    reason: "DeletionByTaintManager",
    message: "Taint manager: deleting due to NoExecute taint",
    lastTransitionTime: apiTime(clock.now()),
  };
  const conditions = withCondition(pod.status?.conditions ?? [], condition);
  registry.update<Pod>("v1/pods", { ...pod, status: { ...pod.status, conditions } } as Pod, CONTROLLER_STATUS);
  registry.delete({ resource: "v1/pods", namespace: pod.metadata.namespace, name: pod.metadata.name });
}
