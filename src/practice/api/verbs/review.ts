import type { Admission } from "../admission-port.ts";
import type { VirtualKind } from "../catalogue.ts";
import { methodNotAllowed } from "../errors.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { type Exchange, sendJson } from "../http/exchange.ts";
import type { User } from "../http/user.ts";
import { isObject } from "../json.ts";

/** Who one is, and what one may do: whoever got in may do everything. */
export async function review(exchange: Exchange, virtual: VirtualKind, admission: Admission): Promise<void> {
  if (exchange.method !== "POST") throw methodNotAllowed();
  const raw = await readBody(exchange.request);
  const head = { kind: virtual.kind, apiVersion: `${virtual.group}/${virtual.version}`, metadata: { creationTimestamp: null } };
  if (virtual.kind === "SelfSubjectReview") return sendJson(exchange.response, 201, { ...head, status: { userInfo: userInfo(exchange.user) } });
  const value = parseBody(raw, mediaTypeOf(exchange.request), admission);
  const body = isObject(value) ? value : {};
  sendJson(exchange.response, 201, { ...head, spec: body.spec ?? {}, status: virtual.kind === "SelfSubjectRulesReview" ? rules : { allowed: true } });
}

function userInfo({ name, groups, credential }: User): unknown {
  return { username: name, groups, ...(credential !== undefined && { extra: { "authentication.kubernetes.io/credential-id": [credential] } }) };
}

const rules = {
  resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
  nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
  incomplete: false,
};
