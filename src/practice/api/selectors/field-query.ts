import type { KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import { badRequest } from "../errors.ts";
import { isObject } from "../json.ts";

export type ObjectMatcher = (object: KubeObject) => boolean;

const metadata = ["metadata.name", "metadata.namespace"];
const involved = ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map((field) => `involvedObject.${field}`);

/** What each kind can be asked for beside its name and namespace. */
const fields: Partial<Record<ResourceName, readonly string[]>> = {
  "v1/pods": [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.podIPs",
    "status.nominatedNodeName",
  ],
  "v1/events": [...involved, "reason", "reportingComponent", "source", "type"],
  "v1/namespaces": ["status.phase"],
  "v1/nodes": ["spec.unschedulable"],
  "v1/secrets": ["type"],
  "v1/services": ["spec.clusterIP", "spec.type"],
  "apps/v1/replicasets": ["status.replicas"],
};

/** Throws ApiError BadRequest with upstream's text. An empty query matches everything. */
export function parseFieldQuery(resource: ResourceName, query: string): ObjectMatcher {
  const terms = query
    .split(",")
    .filter((term) => term !== "")
    .map((term) => parseTerm(resource, query, term));
  return (object) => terms.every((term) => (fieldValue(object, term.field) === term.value) === term.equal);
}

function parseTerm(resource: ResourceName, query: string, term: string): { readonly field: string; readonly value: string; readonly equal: boolean } {
  const match = /^(.*?)(!=|==|=)(.*)$/.exec(term);
  if (match === null) throw badRequest(`invalid selector: '${query}'; can't understand '${term}'`);
  const [, field = "", operator, value = ""] = match;
  const own = fields[resource];
  if (!metadata.includes(field) && own?.includes(field) !== true) {
    if (own !== undefined) throw badRequest(`field label not supported: ${field}`);
    throw badRequest(`${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`);
  }
  return { field, value, equal: operator !== "!=" };
}

function fieldValue(object: KubeObject, field: string): string {
  if (field === "source") return text(at(object, "source.component")) || text(at(object, "reportingComponent"));
  if (field === "status.podIPs") return text(at(object, "status.podIP"));
  const value = at(object, field);
  if (value === undefined && (field === "spec.unschedulable" || field === "spec.hostNetwork")) return "false";
  if (value === undefined && field === "status.replicas") return "0";
  return text(value);
}

function at(object: KubeObject, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), object);
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
