import type { KubeObject, OwnerReference } from "../objects.ts";
import type { ObjectRef, ResourceName } from "../registry.ts";
import { resourceOfKind, withoutOwner } from "./owners.ts";
import { createQueue } from "./queue.ts";
import { CONTROLLER_MANAGER, type Running, type Surroundings } from "./surroundings.ts";
import { follow } from "./watching.ts";

const FOREGROUND = "foregroundDeletion";
const ORPHAN = "orphan";

/** What may own something, or be owned. */
const RESOURCES: readonly ResourceName[] = [
  "apps/v1/deployments",
  "apps/v1/replicasets",
  "apps/v1/daemonsets",
  "apps/v1/controllerrevisions",
  "v1/pods",
  "v1/services",
  "v1/endpoints",
  "discovery.k8s.io/v1/endpointslices",
  "v1/configmaps",
  "v1/secrets",
  "v1/serviceaccounts",
  "v1/nodes",
  "coordination.k8s.io/v1/leases",
];

/** Deletes what lost its owners; lets owners go whose deletion waits for, or sets free, what they own. */
export function startGarbageCollector(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => {
    const ref = refOf(key);
    const object = registry.get(ref);
    if (object !== undefined) collect(surroundings, ref, object);
  });
  const addDependents = (owner: KubeObject): void => {
    for (const { ref } of dependentsOf(surroundings, owner)) queue.add(keyOf(ref));
  };
  const addOwners = (object: KubeObject): void => {
    for (const owner of object.metadata.ownerReferences ?? []) {
      const resource = resourceOfKind(owner.apiVersion, owner.kind);
      if (resource !== undefined) queue.add(keyOf({ resource, namespace: object.metadata.namespace, name: owner.name }));
    }
  };
  const stops = RESOURCES.map((resource) =>
    follow(registry, resource, ({ type, object }) => {
      if (type === "DELETED") {
        addDependents(object);
        addOwners(object);
        return;
      }
      const isHeld = object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length > 0;
      if (isHeld || (type === "ADDED" && object.metadata.ownerReferences !== undefined)) queue.add(keyOf(refTo(resource, object)));
      if (isHeld) addDependents(object);
    }),
  );
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function collect(surroundings: Surroundings, ref: ObjectRef, object: KubeObject): void {
  const { registry } = surroundings;
  const finalizers = object.metadata.finalizers ?? [];
  if (object.metadata.deletionTimestamp !== undefined && finalizers.includes(ORPHAN)) {
    for (const dependent of dependentsOf(surroundings, object))
      registry.update(dependent.ref.resource, withoutOwner(dependent.object, object.metadata.uid ?? ""), CONTROLLER_MANAGER);
    dropFinalizer(surroundings, ref, ORPHAN);
    return;
  }
  if (object.metadata.deletionTimestamp !== undefined && finalizers.includes(FOREGROUND)) {
    const dependents = dependentsOf(surroundings, object);
    for (const { ref: dependent, object: each } of dependents) {
      if (each.metadata.deletionTimestamp === undefined) registry.delete(dependent, { propagationPolicy: "Foreground" });
    }
    const isBlocked = dependentsOf(surroundings, object).some(({ owner }) => owner.blockOwnerDeletion === true);
    if (!isBlocked) dropFinalizer(surroundings, ref, FOREGROUND);
    return;
  }
  const owners = object.metadata.ownerReferences ?? [];
  if (owners.length === 0 || object.metadata.deletionTimestamp !== undefined) return;
  if (owners.every((owner) => isGone(surroundings, object, owner))) {
    registry.delete(ref, { propagationPolicy: "Background", ...(object.metadata.uid === undefined ? {} : { preconditions: { uid: object.metadata.uid } }) });
  }
}

function isGone({ registry }: Surroundings, object: KubeObject, owner: OwnerReference): boolean {
  const resource = resourceOfKind(owner.apiVersion, owner.kind);
  if (resource === undefined) return false;
  const found = registry.get({ resource, namespace: object.metadata.namespace, name: owner.name }) ?? registry.get({ resource, name: owner.name });
  return found?.metadata.uid !== owner.uid;
}

function dropFinalizer({ registry }: Surroundings, ref: ObjectRef, finalizer: string): void {
  const object = registry.get(ref);
  if (object === undefined) return;
  const { finalizers = [], ...metadata } = object.metadata;
  const left = finalizers.filter((each) => each !== finalizer);
  registry.update(ref.resource, { ...object, metadata: left.length > 0 ? { ...metadata, finalizers: left } : metadata }, CONTROLLER_MANAGER);
}

interface Dependent {
  readonly ref: ObjectRef;
  readonly object: KubeObject;
  readonly owner: OwnerReference;
}

function dependentsOf({ registry }: Surroundings, owner: KubeObject): readonly Dependent[] {
  const { uid, namespace } = owner.metadata;
  return RESOURCES.flatMap((resource) =>
    registry.list(resource, namespace).flatMap((object) => {
      const reference = object.metadata.ownerReferences?.find((each) => each.uid === uid);
      return reference === undefined ? [] : [{ ref: refTo(resource, object), object, owner: reference }];
    }),
  );
}

function refTo(resource: ResourceName, { metadata }: KubeObject): ObjectRef {
  return { resource, namespace: metadata.namespace, name: metadata.name };
}

function keyOf({ resource, namespace = "", name }: ObjectRef): string {
  return `${resource} ${namespace} ${name}`;
}

function refOf(key: string): ObjectRef {
  const [resource, namespace, name] = key.split(" ") as [ResourceName, string, string];
  return namespace === "" ? { resource, name } : { resource, namespace, name };
}
