import type { AdmissionContext } from "../context.ts";
import { type Fields, isFields, part, texts } from "../field/json-fields.ts";
import { verifyNone } from "../field/refusal.ts";
import type { KindRules } from "../kind-rules.ts";
import { allocateClusterIp } from "./addresses.ts";
import { alignClusterIps, dropUnneeded, keepAllocated } from "./carry-over.ts";
import { defaultService } from "./defaults.ts";
import { defaultIpFamilies } from "./ip-families.ts";
import { needsClusterIp } from "./needs.ts";
import { allocateNodePorts } from "./node-ports.ts";
import { serviceErrors, serviceUpdateErrors } from "./validate.ts";

export const serviceRules: KindRules = {
  defaults: defaultService,
  prepareCreate: (service) => {
    service.status = { loadBalancer: {} };
    const spec = part(service, "spec")!;
    alignClusterIps(spec, undefined);
    defaultIpFamilies(spec);
  },
  prepareUpdate: (service, previous) => {
    const spec = part(service, "spec")!;
    const before = part(previous, "spec") ?? {};
    keepAllocated(spec, before);
    alignClusterIps(spec, before);
    dropUnneeded(spec, before);
    defaultIpFamilies(spec);
  },
  createErrors: serviceErrors,
  updateErrors: serviceUpdateErrors,
  allocate: (service, previous, context) => {
    const spec = part(service, "spec")!;
    const before = part(previous, "spec");
    const about = { group: "", kind: "Service", name: String((service.metadata as Fields).name) };
    const keepsAddress = before !== undefined && needsClusterIp(before) && texts(before, "clusterIPs").length > 0;
    if (!keepsAddress) verifyNone(about, allocateClusterIp(spec, context));
    verifyNone(about, allocateNodePorts(spec, before, context));
    dropEmptyStatus(service, spec);
  },
  warn: warnOfService,
};

/** Only a LoadBalancer has an address in its status. */
function dropEmptyStatus(service: Fields, spec: Fields): void {
  if (spec.type !== "LoadBalancer" || !isFields(service.status)) service.status = { loadBalancer: {} };
}

function warnOfService(service: Fields, context: AdmissionContext): void {
  if (texts(part(service, "spec"), "externalIPs").length > 0) {
    context.warn("spec.externalIPs is deprecated");
  }
}
