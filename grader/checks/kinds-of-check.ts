/** Every kind of check by its name. */
import type { CheckKind } from "../check-kind.ts";
import type { Check } from "../model.ts";
import { absentCheck } from "./absent.ts";
import { askCheck } from "./ask.ts";
import { addonCheck, addressCheck, pendingCheck, poolCheck } from "./balancer.ts";
import { countsCheck } from "./counts.ts";
import { dnsCheck } from "./dns.ts";
import { endpointsCheck } from "./endpoints.ts";
import { httpCheck } from "./http.ts";
import { logCheck } from "./log.ts";
import { objectCheck } from "./object.ts";
import { readyCheck } from "./ready.ts";
import { redisCheck } from "./redis.ts";
import { scaledCheck } from "./scaled.ts";

const kindsOfCheck: { readonly [K in Check["kind"]]: CheckKind<Extract<Check, { kind: K }>> } = {
  object: objectCheck,
  ready: readyCheck,
  endpoints: endpointsCheck,
  http: httpCheck,
  counts: countsCheck,
  redis: redisCheck,
  dns: dnsCheck,
  log: logCheck,
  scaled: scaledCheck,
  pending: pendingCheck,
  addon: addonCheck,
  pool: poolCheck,
  address: addressCheck,
  ask: askCheck,
  absent: absentCheck,
};

/** The kind of a check, which takes checks of that kind alone: the one place where the two are known to belong together. */
export function kindOf(check: Check): CheckKind<Check> {
  return kindsOfCheck[check.kind] as unknown as CheckKind<Check>;
}
