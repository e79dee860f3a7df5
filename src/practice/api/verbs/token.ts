import { ApiError } from "../../api-error.ts";
import { audience } from "../access/tokens.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { sendJson } from "../http/exchange.ts";
import { isObject } from "../json.ts";
import type { NamedCall } from "./context.ts";
import { findTarget } from "./read.ts";

const leastSeconds = 10 * 60;
const mostSeconds = 2 ** 32;

/** POST …/serviceaccounts/NAME/token, for `kubectl create token`. */
export async function createToken(call: NamedCall): Promise<void> {
  const { services, exchange, target } = call;
  const body = parseBody(await readBody(exchange.request), mediaTypeOf(exchange.request), services.admission);
  const asked = isObject(body) && isObject(body.spec) ? body.spec : {};
  const seconds = typeof asked.expirationSeconds === "number" ? asked.expirationSeconds : 3600;
  const audiences = Array.isArray(asked.audiences) && asked.audiences.length > 0 ? asked.audiences.map(String) : [audience];
  const account = findTarget(call);
  if (seconds < leastSeconds) throw invalidSeconds(seconds, "may not specify a duration less than 10 minutes");
  if (seconds > mostSeconds) throw invalidSeconds(seconds, "may not specify a duration larger than 2^32 seconds");
  const now = services.clock.now();
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
  sendJson(exchange.response, 201, {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata: { name: target.name, namespace: target.namespace, creationTimestamp: time(now) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: asked.boundObjectRef ?? null },
    status: { token: services.tokens.issue(account, { audiences, seconds, now }), expirationTimestamp: time(now + seconds * 1000) },
  });
}

function invalidSeconds(seconds: number, why: string): ApiError {
  const field = "spec.expirationSeconds";
  const message = `Invalid value: ${seconds}: ${why}`;
  return new ApiError({
    code: 422,
    reason: "Invalid",
    message: `TokenRequest.authentication.k8s.io "" is invalid: ${field}: ${message}`,
    details: { group: "authentication.k8s.io", kind: "TokenRequest", causes: [{ reason: "FieldValueInvalid", message, field }] },
  });
}
