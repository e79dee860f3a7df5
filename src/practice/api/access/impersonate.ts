/** `kubectl --as NAME --as-group GROUP`: a request in another's name. */
import type { IncomingHttpHeaders } from "node:http";
import { badRequest } from "../errors.ts";
import type { User } from "../http/user.ts";
import { verifyAllowed } from "./rules.ts";

const serviceAccountPrefix = "system:serviceaccount:";

/** Whose rights count for the request. Throws ApiError Forbidden when the user may not speak for others, and for what makes no sense. */
export function actingUser(user: User, headers: IncomingHttpHeaders): User {
  const name = single(headers["impersonate-user"]);
  const groups = list(headers["impersonate-group"]);
  if (name === undefined) {
    const alone = groups.length > 0 || headers["impersonate-uid"] !== undefined;
    if (alone) throw badRequest("requested [groups] without impersonating a user name");
    return user;
  }
  verifyAllowed(user, { verb: "impersonate", ...subjectOf(name) });
  for (const group of groups) verifyAllowed(user, { verb: "impersonate", group: "", resource: "groups", name: group });
  return { name, groups: groups.length > 0 ? withAuthenticated(name, groups) : withAuthenticated(name, ownGroups(name)) };
}

function subjectOf(name: string): { readonly group: string; readonly resource: string; readonly name: string; readonly namespace?: string } {
  const [namespace, account] = name.startsWith(serviceAccountPrefix) ? name.slice(serviceAccountPrefix.length).split(":") : [];
  if (namespace === undefined || account === undefined) return { group: "", resource: "users", name };
  return { group: "", resource: "serviceaccounts", name: account, namespace };
}

/** What a service account is a member of without being told. */
function ownGroups(name: string): readonly string[] {
  const [namespace, account] = name.startsWith(serviceAccountPrefix) ? name.slice(serviceAccountPrefix.length).split(":") : [];
  return namespace === undefined || account === undefined ? [] : ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
}

function withAuthenticated(name: string, groups: readonly string[]): readonly string[] {
  return name === "system:anonymous" || groups.includes("system:authenticated") || groups.includes("system:unauthenticated")
    ? groups
    : [...groups, "system:authenticated"];
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Node joins headers of one name with a comma. */
function list(value: string | readonly string[] | undefined): readonly string[] {
  return (typeof value === "string" ? value.split(",") : (value ?? [])).map((each) => each.trim()).filter((each) => each !== "");
}
