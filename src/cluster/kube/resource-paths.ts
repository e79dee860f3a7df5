/** From a kind to its place in the API. */
import type { ListQuery } from "../../../grader/model.ts";
import { ok, type Reply, trouble } from "./trouble.ts";

export interface Resource {
  /** "pods" */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Kinds that the labs read: no discovery is needed for them. */
const KNOWN: Readonly<Record<string, Resource>> = {
  "v1 Pod": { plural: "pods", namespaced: true },
  "v1 Service": { plural: "services", namespaced: true },
  "v1 Endpoints": { plural: "endpoints", namespaced: true },
  "v1 ConfigMap": { plural: "configmaps", namespaced: true },
  "v1 Secret": { plural: "secrets", namespaced: true },
  "v1 Event": { plural: "events", namespaced: true },
  "v1 ReplicationController": { plural: "replicationcontrollers", namespaced: true },
  "v1 ServiceAccount": { plural: "serviceaccounts", namespaced: true },
  "v1 Namespace": { plural: "namespaces", namespaced: false },
  "v1 Node": { plural: "nodes", namespaced: false },
  "apps/v1 Deployment": { plural: "deployments", namespaced: true },
  "apps/v1 ReplicaSet": { plural: "replicasets", namespaced: true },
  "apps/v1 DaemonSet": { plural: "daemonsets", namespaced: true },
  "apps/v1 StatefulSet": { plural: "statefulsets", namespaced: true },
  "batch/v1 Job": { plural: "jobs", namespaced: true },
  "discovery.k8s.io/v1 EndpointSlice": { plural: "endpointslices", namespaced: true },
};

/** Asks the API server for kinds that are not known. Trouble "not-supported" when it has none such. */
export async function findResource(query: Pick<ListQuery, "apiVersion" | "kind">, get: (path: string) => Promise<Reply<unknown>>): Promise<Reply<Resource>> {
  const known = KNOWN[`${query.apiVersion} ${query.kind}`];
  if (known !== undefined) return ok(known);
  const reply = await get(groupPath(query.apiVersion));
  if (reply.status === "trouble") return reply;
  const resources = (reply.value as { resources?: readonly { name: string; kind: string; namespaced: boolean }[] } | null)?.resources;
  const found = resources?.find(({ kind, name }) => kind === query.kind && !name.includes("/"));
  return found === undefined
    ? trouble("not-supported", `the cluster has no ${query.kind} in ${query.apiVersion}`)
    : ok({ plural: found.name, namespaced: found.namespaced });
}

export function resourcePath(query: ListQuery, resource: Resource): string {
  const namespace = query.namespace === undefined || !resource.namespaced ? "" : `/namespaces/${encodeURIComponent(query.namespace)}`;
  return `${groupPath(query.apiVersion)}${namespace}/${resource.plural}`;
}

/** The question whether one may list it: to be asked by whoever was told no. */
export function rightToList(query: ListQuery, { plural, namespaced }: Resource): readonly string[] {
  const group = query.apiVersion.includes("/") ? `.${query.apiVersion.split("/")[0]}` : "";
  const where = !namespaced ? [] : query.namespace === undefined ? ["--all-namespaces"] : ["--namespace", query.namespace];
  return ["kubectl", "auth", "can-i", "list", `${plural}${group}`, ...where];
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
