/** The kinds of object that a lab can speak of, and where the API serves them. */
export const kinds = [
  "Service",
  "Pod",
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "EndpointSlice",
  "ConfigMap",
  "Namespace",
  "Node",
  "Event",
] as const;

export type Kind = (typeof kinds)[number];

const groups: Readonly<Record<Kind, string>> = {
  Service: "v1",
  Pod: "v1",
  Deployment: "apps/v1",
  ReplicaSet: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  EndpointSlice: "discovery.k8s.io/v1",
  ConfigMap: "v1",
  Namespace: "v1",
  Node: "v1",
  Event: "v1",
};

export function apiVersionOf(kind: Kind): string {
  return groups[kind];
}

export function isKind(kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}
