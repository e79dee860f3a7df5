import type { KubeObject, ObjectMeta, OwnerReference } from "../objects.ts";
import type { ResourceName } from "../registry.ts";

export function controllerOf(object: { readonly metadata: Partial<ObjectMeta> }): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

export function controllerReference(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? "", controller: true, blockOwnerDeletion: true };
}

export function withOwner<T extends KubeObject>(object: T, owner: KubeObject): T {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)];
  return { ...object, metadata: { ...object.metadata, ownerReferences } };
}

export function withoutOwner<T extends KubeObject>(object: T, uid: string): T {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const left = ownerReferences.filter((owner) => owner.uid !== uid);
  return { ...object, metadata: left.length > 0 ? { ...metadata, ownerReferences: left } : metadata };
}

const RESOURCES: Readonly<Record<string, ResourceName>> = {
  "v1/Pod": "v1/pods",
  "v1/Service": "v1/services",
  "v1/Endpoints": "v1/endpoints",
  "v1/ConfigMap": "v1/configmaps",
  "v1/Secret": "v1/secrets",
  "v1/Namespace": "v1/namespaces",
  "v1/Node": "v1/nodes",
  "v1/ServiceAccount": "v1/serviceaccounts",
  "apps/v1/Deployment": "apps/v1/deployments",
  "apps/v1/ReplicaSet": "apps/v1/replicasets",
  "apps/v1/DaemonSet": "apps/v1/daemonsets",
  "apps/v1/ControllerRevision": "apps/v1/controllerrevisions",
  "discovery.k8s.io/v1/EndpointSlice": "discovery.k8s.io/v1/endpointslices",
};

/** undefined: a kind that the practice cluster doesn't serve. */
export function resourceOfKind(apiVersion: string, kind: string): ResourceName | undefined {
  return RESOURCES[`${apiVersion}/${kind}`];
}
