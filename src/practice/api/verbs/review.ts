import type { Admission } from "../admission-port.ts";
import type { VirtualKind } from "../catalogue.ts";
import { methodNotAllowed } from "../errors.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { type Exchange, sendJson } from "../http/exchange.ts";
import { isObject } from "../json.ts";

/** Access reviews: whoever got in may do everything. */
export async function review(exchange: Exchange, virtual: VirtualKind, admission: Admission): Promise<void> {
  if (exchange.method !== "POST") throw methodNotAllowed();
  const value = parseBody(await readBody(exchange.request), mediaTypeOf(exchange.request), admission);
  const body = isObject(value) ? value : {};
  const head = { kind: virtual.kind, apiVersion: `${virtual.group}/${virtual.version}`, metadata: { creationTimestamp: null } };
  sendJson(exchange.response, 201, { ...head, spec: body.spec ?? {}, status: virtual.kind === "SelfSubjectRulesReview" ? rules : { allowed: true } });
}

const rules = {
  resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
  nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
  incomplete: false,
};
