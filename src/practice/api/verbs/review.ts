import type { Deed } from "../access/deed.ts";
import { isAllowed, rulesOf } from "../access/rules.ts";
import type { Admission } from "../admission-port.ts";
import type { VirtualKind } from "../catalogue.ts";
import { methodNotAllowed } from "../errors.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { type Exchange, sendJson } from "../http/exchange.ts";
import type { User } from "../http/user.ts";
import { isObject } from "../json.ts";

/** Who one is, and what one may do. */
export async function review(exchange: Exchange, virtual: VirtualKind, admission: Admission): Promise<void> {
  if (exchange.method !== "POST") throw methodNotAllowed();
  const raw = await readBody(exchange.request);
  const head = { kind: virtual.kind, apiVersion: `${virtual.group}/${virtual.version}`, metadata: { creationTimestamp: null } };
  if (virtual.kind === "SelfSubjectReview") return sendJson(exchange.response, 201, { ...head, status: { userInfo: userInfo(exchange.user) } });
  const value = parseBody(raw, mediaTypeOf(exchange.request), admission);
  const spec = isObject(value) && isObject(value.spec) ? value.spec : {};
  const status = virtual.kind === "SelfSubjectRulesReview" ? { ...rulesOf(exchange.user), incomplete: false } : decide(spec, exchange.user, virtual);
  sendJson(exchange.response, 201, { ...head, spec, status });
}

function userInfo({ name, groups, credential }: User): unknown {
  return { username: name, groups, ...(credential !== undefined && { extra: { "authentication.kubernetes.io/credential-id": [credential] } }) };
}

function decide(spec: Readonly<Record<string, unknown>>, asking: User, { kind }: VirtualKind): unknown {
  const groups = Array.isArray(spec.groups) ? spec.groups.map(String) : [];
  return { allowed: isAllowed(kind === "SelfSubjectAccessReview" ? asking : { groups }, deedOf(spec)) };
}

function deedOf({ resourceAttributes, nonResourceAttributes }: Readonly<Record<string, unknown>>): Deed {
  const text = (of: unknown, field: string): string => (isObject(of) && typeof of[field] === "string" ? of[field] : "");
  if (isObject(nonResourceAttributes)) return { verb: text(nonResourceAttributes, "verb"), path: text(nonResourceAttributes, "path") };
  const subresource = text(resourceAttributes, "subresource");
  return {
    verb: text(resourceAttributes, "verb"),
    group: text(resourceAttributes, "group"),
    resource: text(resourceAttributes, "resource"),
    ...(subresource !== "" && { subresource }),
  };
}
