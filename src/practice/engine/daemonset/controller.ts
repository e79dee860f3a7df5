import type { KubeObject, LabelSelector, Pod, PodTemplate } from "../objects.ts";
import { canonicalJson, isSame } from "./equality.ts";
import { isControlledBy } from "./owners.ts";
import { podFromTemplate } from "./pod-from-template.ts";
import { isActive, isReady } from "./pods.ts";
import { createQueue } from "./queue.ts";
import { safeHash } from "./safe-names.ts";
import { CONTROLLER_MANAGER, CONTROLLER_STATUS, type Running, type Surroundings } from "./surroundings.ts";
import { follow, keyOf, splitKey } from "./watching.ts";

const COMPONENT = "daemonset-controller";
const HASH_LABEL = "controller-revision-hash";

interface DaemonSet extends KubeObject {
  readonly spec: { readonly selector: LabelSelector; readonly template: PodTemplate };
  readonly status?: unknown;
}

/** One pod of each DaemonSet on every node, always of the present template. */
export function startDaemonSetController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => {
    const daemonSet = registry.get<DaemonSet>({ resource: "apps/v1/daemonsets", ...splitKey(key) });
    if (daemonSet !== undefined) sync(surroundings, daemonSet);
  });
  const addAll = (): void => {
    for (const daemonSet of registry.list<DaemonSet>("apps/v1/daemonsets")) queue.add(keyOf(daemonSet));
  };
  const stops = [
    follow<DaemonSet>(registry, "apps/v1/daemonsets", ({ object }) => queue.add(keyOf(object))),
    registry.watch("v1/nodes", ({ type }) => {
      if (type !== "MODIFIED") addAll();
    }),
    registry.watch<Pod>("v1/pods", ({ object }) => {
      const owner = object.metadata.ownerReferences?.find((each) => each.kind === "DaemonSet");
      if (owner !== undefined) queue.add(`${object.metadata.namespace}/${owner.name}`);
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function sync({ registry, events }: Surroundings, daemonSet: DaemonSet): void {
  const { namespace, generation = 0 } = daemonSet.metadata;
  const { template } = daemonSet.spec;
  const hash = safeHash(canonicalJson(template));
  const owned = (): readonly Pod[] => registry.list<Pod>("v1/pods", namespace).filter((pod) => isControlledBy(pod, daemonSet) && isActive(pod));
  const nodes = registry.list("v1/nodes").map((node) => node.metadata.name);
  if (daemonSet.metadata.deletionTimestamp === undefined) {
    const perNode = new Set<string>();
    for (const pod of owned()) {
      const node = pinnedNode(pod);
      const isWanted = nodes.includes(node) && !perNode.has(node) && pod.metadata.labels?.[HASH_LABEL] === hash;
      if (isWanted) {
        perNode.add(node);
        continue;
      }
      registry.delete({ resource: "v1/pods", namespace, name: pod.metadata.name });
      events.record(daemonSet, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${pod.metadata.name}`, component: COMPONENT });
    }
    for (const node of nodes.filter((each) => !perNode.has(each))) {
      const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
      const spec = { ...template.spec, nodeName: node };
      const pod = registry.create<Pod>("v1/pods", podFromTemplate(daemonSet, { metadata: { ...template.metadata, labels }, spec }), CONTROLLER_MANAGER);
      events.record(daemonSet, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${pod.metadata.name}`, component: COMPONENT });
    }
  }
  const pods = owned();
  const ready = pods.filter(isReady).length;
  const unavailable = nodes.length - ready;
  const status = {
    currentNumberScheduled: pods.length,
    desiredNumberScheduled: nodes.length,
    ...(ready > 0 ? { numberAvailable: ready } : {}),
    numberMisscheduled: 0,
    numberReady: ready,
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    observedGeneration: generation,
    updatedNumberScheduled: pods.length,
  };
  const current = registry.get<DaemonSet>({ resource: "apps/v1/daemonsets", namespace, name: daemonSet.metadata.name });
  if (current !== undefined && !isSame(status, current.status)) registry.update<DaemonSet>("apps/v1/daemonsets", { ...current, status }, CONTROLLER_STATUS);
}

function pinnedNode(pod: Pod): string {
  return pod.spec.nodeName ?? "";
}
