/**
 * Who may do what: members of system:masters all, anybody else what every Kubernetes grants to whoever it knows
 * (the roles system:basic-user, system:discovery and system:public-info-viewer). There are no roles to give.
 */
import { ApiError } from "../../api-error.ts";
import { qualified } from "../catalogue.ts";
import type { User } from "../http/user.ts";
import type { Deed, ResourceDeed } from "./deed.ts";

interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}

interface PathRule {
  readonly verbs: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export interface Rules {
  readonly resourceRules: readonly ResourceRule[];
  readonly nonResourceRules: readonly PathRule[];
}

const forAll: Rules = {
  resourceRules: [
    { verbs: ["create"], apiGroups: ["authorization.k8s.io"], resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"] },
    { verbs: ["create"], apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"] },
  ],
  nonResourceRules: [
    {
      verbs: ["get"],
      nonResourceURLs: ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"],
    },
    { verbs: ["get"], nonResourceURLs: ["/healthz", "/livez", "/readyz", "/version", "/version/"] },
  ],
};

const forMasters: Rules = {
  resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }, ...forAll.resourceRules],
  nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }, ...forAll.nonResourceRules],
};

type Grouped = Pick<User, "groups">;

export function rulesOf({ groups }: Grouped): Rules {
  if (groups.includes("system:masters")) return forMasters;
  return groups.includes("system:authenticated") ? forAll : { resourceRules: [], nonResourceRules: [] };
}

export function isAllowed(user: Grouped, deed: Deed): boolean {
  const { resourceRules, nonResourceRules } = rulesOf(user);
  if ("path" in deed)
    return nonResourceRules.some(({ verbs, nonResourceURLs }) => has(verbs, deed.verb) && nonResourceURLs.some((url) => covers(url, deed.path)));
  const resource = deed.subresource === undefined ? deed.resource : `${deed.resource}/${deed.subresource}`;
  return resourceRules.some((rule) => has(rule.verbs, deed.verb) && has(rule.apiGroups, deed.group) && has(rule.resources, resource));
}

function has(granted: readonly string[], wanted: string): boolean {
  return granted.includes("*") || granted.includes(wanted);
}

function covers(pattern: string, path: string): boolean {
  return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

/** Throws ApiError Forbidden, in RBAC's words. */
export function verifyAllowed(user: User, deed: Deed): void {
  if (isAllowed(user, deed)) return;
  throw "path" in deed ? pathForbidden(user, deed) : forbidden(user, deed);
}

function pathForbidden(user: User, { verb, path }: { readonly verb: string; readonly path: string }): ApiError {
  const message = `forbidden: User ${JSON.stringify(user.name)} cannot ${verb} path ${JSON.stringify(path)}`;
  return new ApiError({ code: 403, reason: "Forbidden", message, details: {} });
}

function forbidden(user: User, deed: ResourceDeed): ApiError {
  const { group, resource, name = "", namespace } = deed;
  const what = deed.subresource === undefined ? resource : `${resource}/${deed.subresource}`;
  const where = namespace === undefined ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  const object = `${qualified({ group, plural: resource })}${name === "" ? "" : ` ${JSON.stringify(name)}`}`;
  const why = `User ${JSON.stringify(user.name)} cannot ${deed.verb} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`;
  const details = { ...(name !== "" && { name }), ...(group !== "" && { group }), kind: resource };
  return new ApiError({ code: 403, reason: "Forbidden", message: `${object} is forbidden: ${why}`, details });
}
