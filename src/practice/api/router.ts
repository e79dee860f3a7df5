/** From a path to what is meant by it. */
import { absentKinds, apiGroups, findKind, type ResourceKind, servedKinds, type VirtualKind, virtualKinds } from "./catalogue.ts";

export type Route =
  | { readonly kind: "health" }
  | { readonly kind: "version" }
  | { readonly kind: "discovery"; readonly path: string }
  | { readonly kind: "openapi"; readonly path: string }
  | { readonly kind: "objects"; readonly target: Target }
  | { readonly kind: "virtual"; readonly virtual: VirtualKind }
  /** A list that is always empty. */
  | { readonly kind: "absent"; readonly listKind: string }
  | { readonly kind: "nothing" };

/** A collection, an object of it, or a part of that object. */
export interface Target {
  readonly resource: ResourceKind;
  /** Absent: all namespaces, or cluster-scoped. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  /** Behind /proxy: the path to ask for, with its slash. */
  readonly rest?: string;
}

const nothing: Route = { kind: "nothing" };

export function route(path: string): Route {
  if (/^\/(healthz|livez|readyz)(\/.*)?$/.test(path)) return { kind: "health" };
  if (path === "/version" || path === "/version/") return { kind: "version" };
  if (path.startsWith("/openapi/")) return { kind: "openapi", path };
  const parts = path.split("/").slice(1);
  if (parts.at(-1) === "") parts.pop();
  const [root, ...below] = parts;
  if (path === "/" || path === "") return { kind: "discovery", path: "/" };
  if (root === "api") return below.length === 0 ? { kind: "discovery", path: "/api" } : inVersion("", below);
  if (root !== "apis") return nothing;
  const [group, ...rest] = below;
  if (group === undefined) return { kind: "discovery", path: "/apis" };
  if (!apiGroups.includes(group)) return nothing;
  return rest.length === 0 ? { kind: "discovery", path: `/apis/${group}` } : inVersion(group, rest);
}

function inVersion(group: string, [version = "", ...parts]: readonly string[]): Route {
  const known =
    servedKinds.some((kind) => kind.group === group && kind.version === version) ||
    virtualKinds.some((kind) => kind.group === group && kind.version === version);
  if (!known) return nothing;
  if (parts.length === 0) return { kind: "discovery", path: group === "" ? `/api/${version}` : `/apis/${group}/${version}` };
  const decoded = decode(parts);
  if (decoded === undefined) return nothing;
  const [first, namespace, plural, ...rest] = decoded;
  const scoped = plural === undefined ? undefined : findKind(group, version, plural);
  if (first === "namespaces" && namespace !== undefined && scoped?.namespaced === true) return objects({ resource: scoped, namespace }, rest);
  const absent = group === "" ? findAbsent(decoded) : undefined;
  if (absent !== undefined) return absent;
  const resource = findKind(group, version, first ?? "");
  if (resource !== undefined) {
    const [, ...below] = decoded;
    if (resource.namespaced && below.length > 0) return nothing;
    return objects({ resource }, below);
  }
  const asked = first === "namespaces" && plural !== undefined ? plural : first;
  const virtual = virtualKinds.find((kind) => kind.group === group && kind.version === version && kind.plural === asked);
  return virtual === undefined ? nothing : { kind: "virtual", virtual };
}

/** `plural` or `namespaces/NAME/plural`. */
function findAbsent(parts: readonly string[]): Route | undefined {
  const plural = parts.length === 1 ? parts[0] : parts.length === 3 && parts[0] === "namespaces" ? parts[2] : undefined;
  const kind = absentKinds.find((each) => each.plural === plural);
  return kind === undefined ? undefined : { kind: "absent", listKind: `${kind.kind}List` };
}

function objects(target: Pick<Target, "resource" | "namespace">, parts: readonly string[]): Route {
  const [name, subresource, ...rest] = parts;
  if (name === undefined || name === "") return { kind: "objects", target };
  if (subresource === undefined) return { kind: "objects", target: { ...target, name } };
  if (!target.resource.subresources.some((each) => each.name === subresource)) return nothing;
  if (subresource === "proxy") return { kind: "objects", target: { ...target, name, subresource, rest: `/${rest.map(encodeURIComponent).join("/")}` } };
  return rest.length > 0 ? nothing : { kind: "objects", target: { ...target, name, subresource } };
}

function decode(parts: readonly string[]): readonly string[] | undefined {
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
