import type { Pod } from "../../objects.ts";
import { isFitByRules, type Node } from "../node-fit.ts";
import { isControlledBy } from "../owners.ts";
import { isActive, isReady } from "../pods.ts";
import { createQueue } from "../queue.ts";
import { CONTROLLER_MANAGER, type Running, type Surroundings } from "../surroundings.ts";
import { follow, keyOf, splitKey } from "../watching.ts";
import { type DaemonSet, HASH_LABEL } from "./daemonset.ts";
import { isWantedOn, nodeOf, podFor, specFor } from "./pod.ts";
import { ensureRevision } from "./revisions.ts";
import { writeStatus } from "./status.ts";

const COMPONENT = "daemonset-controller";

/** Keeps one pod of each DaemonSet on every node it is meant for, and replaces them when the template changes. */
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
    registry.watch("v1/nodes", addAll),
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

function sync(surroundings: Surroundings, daemonSet: DaemonSet): void {
  const { registry } = surroundings;
  const hash = ensureRevision(surroundings, daemonSet);
  const nodes = registry.list<Node>("v1/nodes");
  const wanted = nodes.filter((node) => isFitByRules(node, { ...specFor(daemonSet, node.metadata.name), affinity: daemonSet.spec.template.spec.affinity }));
  const owned = (): readonly Pod[] =>
    registry.list<Pod>("v1/pods", daemonSet.metadata.namespace).filter((pod) => isControlledBy(pod, daemonSet) && isActive(pod));
  if (daemonSet.metadata.deletionTimestamp === undefined) {
    for (const pod of superfluous(owned(), wanted)) remove(surroundings, daemonSet, pod);
    for (const pod of outdated(daemonSet, { pods: owned(), nodes: wanted, hash })) remove(surroundings, daemonSet, pod);
    const present = owned();
    for (const node of wanted.filter((each) => !present.some((pod) => isWantedOn(pod, each))))
      create(surroundings, daemonSet, { node: node.metadata.name, hash });
  }
  const pods = owned();
  const meant = pods.filter((pod) => wanted.some((node) => isWantedOn(pod, node)));
  writeStatus(surroundings, daemonSet, { pods: meant, desired: wanted.length, misscheduled: pods.length - meant.length, hash });
}

/** A second pod of a node, or one on a node that it isn't meant for. */
function superfluous(pods: readonly Pod[], wanted: readonly Node[]): readonly Pod[] {
  const taken = new Set<string>();
  return pods.filter((pod) => {
    const node = nodeOf(pod);
    const isKept = wanted.some((each) => each.metadata.name === node) && !taken.has(node);
    taken.add(node);
    return !isKept;
  });
}

/** Pods of an older template that may go now: those that aren't ready, and others as far as maxUnavailable allows. */
function outdated(
  { spec }: DaemonSet,
  { pods, nodes, hash }: { readonly pods: readonly Pod[]; readonly nodes: readonly Node[]; readonly hash: string },
): readonly Pod[] {
  if (spec.updateStrategy?.type === "OnDelete") return [];
  const old = pods.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== hash);
  const { maxUnavailable = 1 } = spec.updateStrategy?.rollingUpdate ?? {};
  const allowed = typeof maxUnavailable === "number" ? maxUnavailable : Math.ceil((nodes.length * Number.parseInt(maxUnavailable, 10)) / 100);
  const missing = nodes.length - pods.filter(isReady).length;
  return [...old.filter((pod) => !isReady(pod)), ...old.filter(isReady).slice(0, Math.max(0, allowed - missing))];
}

function remove({ registry, events }: Surroundings, daemonSet: DaemonSet, pod: Pod): void {
  registry.delete({ resource: "v1/pods", namespace: pod.metadata.namespace, name: pod.metadata.name });
  events.record(daemonSet, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${pod.metadata.name}`, component: COMPONENT });
}

function create({ registry, events }: Surroundings, daemonSet: DaemonSet, place: { readonly node: string; readonly hash: string }): void {
  const pod = registry.create<Pod>("v1/pods", podFor(daemonSet, place), CONTROLLER_MANAGER);
  events.record(daemonSet, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${pod.metadata.name}`, component: COMPONENT });
}
