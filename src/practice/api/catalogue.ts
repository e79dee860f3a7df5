/** The kinds that the practice cluster serves, as a real 1.36 describes them (discovery). */
import type { ResourceName } from "../registry.ts";

interface Subresource {
  readonly name: string;
  readonly kind: string;
  /** Where the kind is of another group: "autoscaling/v1". */
  readonly groupVersion?: string;
  readonly verbs: readonly string[];
}

export interface ResourceKind {
  readonly resource: ResourceName;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly Subresource[];
}

/** Kinds that can be asked about or posted to, but are kept nowhere. */
export interface VirtualKind {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const change = ["get", "patch", "update"];
const proxy = ["create", "delete", "get", "patch", "update"];
const stream = ["create", "get"];
const scale: Subresource = { name: "scale", kind: "Scale", groupVersion: "autoscaling/v1", verbs: change };

interface Entry {
  readonly short?: readonly string[];
  readonly inAll?: boolean;
  readonly cluster?: boolean;
  readonly verbs?: readonly string[];
  readonly status?: boolean;
  readonly more?: readonly Subresource[];
}

function kind(resource: ResourceName, name: string, singular: string, entry: Entry = {}): ResourceKind {
  const parts = resource.split("/");
  const plural = parts.at(-1)!;
  const status: readonly Subresource[] = entry.status === true ? [{ name: "status", kind: name, verbs: change }] : [];
  return {
    resource,
    group: parts.length === 3 ? parts[0]! : "",
    version: parts.at(-2)!,
    plural,
    singular,
    kind: name,
    namespaced: entry.cluster !== true,
    shortNames: entry.short ?? [],
    categories: entry.inAll === true ? ["all"] : [],
    verbs: entry.verbs ?? all,
    subresources: [...(entry.more ?? []), ...status].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** In the order of discovery: core first, then the groups as /apis lists them, kinds by plural. */
export const resourceKinds: readonly ResourceKind[] = [
  kind("v1/configmaps", "ConfigMap", "configmap", { short: ["cm"] }),
  kind("v1/endpoints", "Endpoints", "endpoints", { short: ["ep"] }),
  kind("v1/events", "Event", "event", { short: ["ev"] }),
  kind("v1/namespaces", "Namespace", "namespace", {
    short: ["ns"],
    cluster: true,
    verbs: all.filter((verb) => verb !== "deletecollection"),
    status: true,
    more: [{ name: "finalize", kind: "Namespace", verbs: ["update"] }],
  }),
  kind("v1/nodes", "Node", "node", { short: ["no"], cluster: true, status: true, more: [{ name: "proxy", kind: "NodeProxyOptions", verbs: proxy }] }),
  kind("v1/pods", "Pod", "pod", {
    short: ["po"],
    inAll: true,
    status: true,
    more: [
      { name: "attach", kind: "PodAttachOptions", verbs: stream },
      { name: "ephemeralcontainers", kind: "Pod", verbs: ["get", "patch", "update"] },
      { name: "eviction", kind: "Eviction", groupVersion: "policy/v1", verbs: ["create"] },
      { name: "exec", kind: "PodExecOptions", verbs: stream },
      { name: "log", kind: "Pod", verbs: ["get"] },
      { name: "portforward", kind: "PodPortForwardOptions", verbs: stream },
      { name: "proxy", kind: "PodProxyOptions", verbs: proxy },
    ],
  }),
  kind("v1/secrets", "Secret", "secret"),
  kind("v1/serviceaccounts", "ServiceAccount", "serviceaccount", {
    short: ["sa"],
    more: [{ name: "token", kind: "TokenRequest", groupVersion: "authentication.k8s.io/v1", verbs: ["create"] }],
  }),
  kind("v1/services", "Service", "service", {
    short: ["svc"],
    inAll: true,
    status: true,
    more: [{ name: "proxy", kind: "ServiceProxyOptions", verbs: proxy }],
  }),
  kind("apps/v1/controllerrevisions", "ControllerRevision", "controllerrevision"),
  kind("apps/v1/daemonsets", "DaemonSet", "daemonset", { short: ["ds"], inAll: true, status: true }),
  kind("apps/v1/deployments", "Deployment", "deployment", { short: ["deploy"], inAll: true, status: true, more: [scale] }),
  kind("apps/v1/replicasets", "ReplicaSet", "replicaset", { short: ["rs"], inAll: true, status: true, more: [scale] }),
  kind("coordination.k8s.io/v1/leases", "Lease", "lease"),
  kind("discovery.k8s.io/v1/endpointslices", "EndpointSlice", "endpointslice"),
];

/** Kinds that show objects of another kind under another name: to read and delete, not to write. */
const viewKinds: readonly ResourceKind[] = [
  {
    ...kind("v1/events", "Event", "event", { short: ["ev"], verbs: all.filter((verb) => !["create", "patch", "update"].includes(verb)) }),
    group: "events.k8s.io",
  },
];

/** All that discovery tells of and that has objects. */
export const servedKinds: readonly ResourceKind[] = [...resourceKinds, ...viewKinds];

export const virtualKinds: readonly VirtualKind[] = [
  reviewKind("authentication.k8s.io", "SelfSubjectReview"),
  reviewKind("authorization.k8s.io", "LocalSubjectAccessReview"),
  reviewKind("authorization.k8s.io", "SelfSubjectAccessReview"),
  reviewKind("authorization.k8s.io", "SelfSubjectRulesReview"),
  reviewKind("authorization.k8s.io", "SubjectAccessReview"),
];

function reviewKind(group: string, kind: string): VirtualKind {
  const singular = kind.toLowerCase();
  return { group, version: "v1", plural: `${singular}s`, singular, kind, namespaced: kind.startsWith("Local") };
}

/**
 * Kinds that there never are any of. They are not in discovery and can't be written; but commands that look
 * at something else ask for their lists (`describe namespace`, `cluster-info dump`) and tell that there are none.
 */
export const absentKinds: readonly { readonly plural: string; readonly kind: string }[] = [
  { plural: "limitranges", kind: "LimitRange" },
  { plural: "replicationcontrollers", kind: "ReplicationController" },
  { plural: "resourcequotas", kind: "ResourceQuota" },
];

/** Groups in the order of /apis. */
export const apiGroups: readonly string[] = [
  "apps",
  "events.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
];

const byResource = new Map(resourceKinds.map((each) => [each.resource, each]));

export function kindOf(resource: ResourceName): ResourceKind {
  return byResource.get(resource)!;
}

export function findKind(group: string, version: string, plural: string): ResourceKind | undefined {
  return servedKinds.find((kind) => kind.group === group && kind.version === version && kind.plural === plural);
}

/** "v1", "apps/v1". */
export function groupVersionOf(kind: { readonly group: string; readonly version: string }): string {
  return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}

/** "pods", "deployments.apps": how errors name a resource. */
export function qualified(kind: { readonly group: string; readonly plural: string }): string {
  return kind.group === "" ? kind.plural : `${kind.plural}.${kind.group}`;
}
