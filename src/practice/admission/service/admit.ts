import { type Fields, isFields, part, texts } from "../field/json-fields.ts";
import { verifyNone } from "../field/refusal.ts";
import type { KindRules } from "../kind-rules.ts";
import { objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { allocateClusterIp } from "./addresses.ts";
import { alignClusterIps, dropUnneeded, keepAllocated, keepFamilyPolicy } from "./carry-over.ts";
import { defaultService } from "./defaults.ts";
import { settleIpFamilies } from "./ip-families.ts";
import { needsClusterIp } from "./needs.ts";
import { allocateNodePorts } from "./node-ports.ts";
import { serviceErrors, serviceUpdateErrors } from "./validate.ts";
import { clusterIpErrors } from "./validate-addresses.ts";
import { balancerStatusErrors } from "./validate-balancer.ts";
import { serviceWarnings } from "./warnings.ts";

export const serviceRules: KindRules = {
  defaults: defaultService,
  prepareCreate: (service) => {
    service.status = { loadBalancer: {} };
    alignClusterIps(part(service, "spec")!, undefined);
  },
  prepareUpdate: (service, previous) => {
    const spec = part(service, "spec")!;
    const before = part(previous, "spec") ?? {};
    keepAllocated(spec, before);
    alignClusterIps(spec, before);
    dropUnneeded(spec, before);
    keepFamilyPolicy(spec, before);
  },
  createErrors: serviceErrors,
  updateErrors: serviceUpdateErrors,
  statusErrors: (service, previous) => [...objectMetaUpdateErrors(service, previous), ...balancerStatusErrors(service)],
  allocate: (service, previous, context) => {
    const spec = part(service, "spec")!;
    const before = part(previous, "spec");
    const about = { group: "", kind: "Service", name: String((service.metadata as Fields).name) };
    verifyNone(about, clusterIpErrors(spec));
    verifyNone(about, settleIpFamilies(spec));
    const keepsAddress = before !== undefined && needsClusterIp(before) && texts(before, "clusterIPs").length > 0;
    if (!keepsAddress) verifyNone(about, allocateClusterIp(spec, context));
    verifyNone(about, allocateNodePorts(spec, before, context));
    dropEmptyStatus(service, spec);
  },
  warn: (service, context) => {
    for (const warning of serviceWarnings(service)) context.warn(warning);
  },
};

/** Only a LoadBalancer has an address in its status. */
function dropEmptyStatus(service: Fields, spec: Fields): void {
  if (spec.type !== "LoadBalancer" || !isFields(service.status)) service.status = { loadBalancer: {} };
}
