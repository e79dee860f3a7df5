/** The way of a Service to an address from outside: asked for, somebody to give it, something to give, given. */
import type { CheckKind } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { explainAddon, explainAddress, explainPool, givenAddress, isOurs } from "../explain/balancer.ts";
import type { Cause } from "../explain/cause.ts";
import { explainType } from "../explain/service-port.ts";
import type { Kind } from "../kinds.ts";
import type { AddonCheck, AddressCheck, KubeObject, PendingCheck, PoolCheck } from "../model.ts";
import type { View } from "../view.ts";

const reads = (): readonly Kind[] => ["Service", "Deployment", "Pod", "ConfigMap", "Node"];

export const pendingCheck: CheckKind<PendingCheck> = {
  reads,
  judge: (check, view) => judge(view, check.service, (service) => explainType(view, service, "LoadBalancer", undefined)),
};

/** An address that came another way (a tunnel, a cloud) is an address. */
export const addonCheck: CheckKind<AddonCheck> = { reads, judge: (check, view) => judgeGiver(view, check.service, () => explainAddon(view)) };

export const poolCheck: CheckKind<PoolCheck> = {
  reads,
  judge: (check, view) => judgeGiver(view, check.service, () => explainAddon(view) ?? explainPool(view)),
};

export const addressCheck: CheckKind<AddressCheck> = { reads, judge: (check, view) => judge(view, check.service, (service) => explainAddress(view, service)) };

function judge(view: View, name: string, explain: (service: KubeObject) => Cause | undefined): readonly Cause[] {
  const service = view.find("Service", name);
  if (service === undefined) return [explainAbsence(view, { kind: "Service", name })];
  const cause = explain(service);
  return cause === undefined ? [] : [cause];
}

/** Somebody who hands out addresses needs no Service yet. */
function judgeGiver(view: View, name: string, explain: () => Cause | undefined): readonly Cause[] {
  const service = view.find("Service", name);
  if (service !== undefined && givenAddress(service) !== undefined) return [];
  if (!isOurs(view)) return judge(view, name, (found) => explainAddress(view, found));
  const cause = explain();
  return cause === undefined ? [] : [cause];
}
