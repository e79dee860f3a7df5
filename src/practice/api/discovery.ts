/** /api, /apis and what stands below: plain, and aggregated in both versions that kubectl asks for. */
import { apiGroups, groupVersionOf, type ResourceKind, servedKinds, virtualKinds } from "./catalogue.ts";

const createOnly = ["create"];

export interface Discovered {
  readonly contentType: string;
  readonly body: unknown;
}

/** Undefined where there is nothing of that path. */
export function discover(path: string, accept: string | undefined, serverAddress: string): Discovered | undefined {
  if (path === "/api" || path === "/apis") {
    const version = aggregatedVersion(accept);
    if (version !== undefined)
      return { contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`, body: aggregated(path, version) };
  }
  const body = plain(path, serverAddress);
  return body === undefined ? undefined : { contentType: "application/json", body };
}

function aggregatedVersion(accept: string | undefined): "v2" | "v2beta1" | undefined {
  for (const clause of (accept ?? "").split(",")) {
    const parts = clause.split(";").map((part) => part.trim());
    if (parts[0] !== "application/json") continue;
    if (!parts.includes("as=APIGroupDiscoveryList")) return undefined;
    if (parts.includes("v=v2")) return "v2";
    if (parts.includes("v=v2beta1")) return "v2beta1";
  }
  return undefined;
}

function aggregated(path: string, version: string): unknown {
  const groups = path === "/api" ? [""] : apiGroups;
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map((group) => ({
      metadata: group === "" ? {} : { name: group },
      versions: versionsOf(group).map((each) => ({ version: each, resources: aggregatedResources(group, each), freshness: "Current" })),
    })),
  };
}

function aggregatedResources(group: string, version: string): readonly unknown[] {
  const kinds = servedKinds.filter((kind) => kind.group === group && kind.version === version);
  const virtual = virtualKinds.filter((kind) => kind.group === group && kind.version === version);
  return [
    ...kinds.map((kind) => ({
      resource: kind.plural,
      responseKind: { group: "", version: "", kind: kind.kind },
      scope: kind.namespaced ? "Namespaced" : "Cluster",
      singularResource: kind.singular,
      verbs: kind.verbs,
      ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
      ...(kind.categories.length > 0 && { categories: kind.categories }),
      ...(kind.subresources.length > 0 && {
        subresources: kind.subresources.map((each) => ({
          subresource: each.name,
          responseKind: { ...splitVersion(each.groupVersion), kind: each.kind },
          verbs: each.verbs,
        })),
      }),
    })),
    ...virtual.map((kind) => ({
      resource: kind.plural,
      responseKind: { group: "", version: "", kind: kind.kind },
      scope: kind.namespaced ? "Namespaced" : "Cluster",
      singularResource: kind.singular,
      verbs: createOnly,
    })),
  ];
}

function plain(path: string, serverAddress: string): unknown {
  if (path === "/") return { paths: ["/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"] };
  if (path === "/api") {
    return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress }] };
  }
  if (path === "/apis") return { kind: "APIGroupList", apiVersion: "v1", groups: apiGroups.map(groupOf) };
  const [, root, first = "", second] = path.split("/");
  if (root === "apis" && second === undefined) return { kind: "APIGroup", apiVersion: "v1", ...groupOf(first) };
  return root === "api" ? resourceList("", first) : resourceList(first, second ?? "");
}

function groupOf(group: string): { readonly name: string; readonly versions: readonly unknown[]; readonly preferredVersion: unknown } {
  const versions = versionsOf(group).map((version) => ({ groupVersion: groupVersionOf({ group, version }), version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function versionsOf(group: string): readonly string[] {
  return [...new Set([...servedKinds, ...virtualKinds].filter((kind) => kind.group === group).map((kind) => kind.version))];
}

function resourceList(group: string, version: string): unknown {
  const kinds = servedKinds.filter((kind) => kind.group === group && kind.version === version);
  const virtual = virtualKinds.filter((kind) => kind.group === group && kind.version === version);
  const resources = [
    ...kinds.flatMap(listed),
    ...virtual.map((kind) => ({ name: kind.plural, singularName: kind.singular, namespaced: kind.namespaced, kind: kind.kind, verbs: createOnly })),
  ];
  return { kind: "APIResourceList", ...(group !== "" && { apiVersion: "v1" }), groupVersion: groupVersionOf({ group, version }), resources };
}

function listed(kind: ResourceKind): readonly unknown[] {
  const { namespaced } = kind;
  return [
    {
      name: kind.plural,
      singularName: kind.singular,
      namespaced,
      kind: kind.kind,
      verbs: kind.verbs,
      ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
      ...(kind.categories.length > 0 && { categories: kind.categories }),
    },
    ...kind.subresources.map((each) => ({
      name: `${kind.plural}/${each.name}`,
      singularName: "",
      namespaced,
      ...(each.groupVersion !== undefined && splitVersion(each.groupVersion)),
      kind: each.kind,
      verbs: each.verbs,
    })),
  ];
}

function splitVersion(groupVersion: string | undefined): { readonly group: string; readonly version: string } {
  const [group = "", version = ""] = (groupVersion ?? "").split("/");
  return { group, version };
}
