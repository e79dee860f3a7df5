/** Whether a Service is acceptable, in the order in which the API server finds fault. */
import { type FieldErrors, forbidden, invalid, required } from "../field/errors.ts";
import { dnsLabel, dnsSubdomain } from "../field/formats.ts";
import { type Fields, items, number, part, text, textMap } from "../field/json-fields.ts";
import { labelErrors, refusals } from "../meta/labels.ts";
import { choiceErrors, objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { isHeadless } from "./needs.ts";
import { clusterIpChangeErrors, clusterIpErrors, externalIpErrors, externalNameErrors } from "./validate-addresses.ts";
import { balancerClassChangeErrors, balancerErrors } from "./validate-balancer.ts";
import { duplicateNodePortErrors, duplicatePortErrors, servicePortErrors } from "./validate-ports.ts";
import { healthCheckPortChangeErrors, trafficErrors } from "./validate-traffic.ts";

const types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

export function serviceErrors(service: Fields): FieldErrors {
  const spec = part(service, "spec") ?? {};
  const ports = items(spec, "ports");
  return [
    ...objectMetaErrors(service, { namespaced: true, name: dnsLabel }),
    ...(ports.length === 0 && !isHeadless(spec) && text(spec, "type") !== "ExternalName" ? [required("spec.ports")] : []),
    ...typeRuleErrors(spec),
    ...servicePortErrors(ports, "spec.ports"),
    ...labelErrors(textMap(spec, "selector"), "spec.selector"),
    ...affinityErrors(spec),
    ...clusterIpErrors(spec),
    ...externalIpErrors(spec),
    ...choiceErrors("spec.type", text(spec, "type"), types),
    ...unneededNodePortErrors(spec),
    ...duplicateNodePortErrors(ports, "spec.ports"),
    ...duplicatePortErrors(ports, "spec.ports"),
    ...balancerErrors(spec),
    ...trafficErrors(spec),
  ];
}

export function serviceUpdateErrors(service: Fields, previous: Fields): FieldErrors {
  const spec = part(service, "spec") ?? {};
  const before = part(previous, "spec") ?? {};
  return [
    ...objectMetaUpdateErrors(service, previous),
    ...clusterIpChangeErrors(spec, before),
    ...balancerClassChangeErrors(spec, before),
    ...healthCheckPortChangeErrors(spec, before),
    ...serviceErrors(service),
  ];
}

function typeRuleErrors(spec: Fields): FieldErrors {
  const headless = (type: string): FieldErrors =>
    isHeadless(spec) ? [invalid("spec.clusterIPs[0]", "None", `may not be set to 'None' for ${type} services`)] : [];
  switch (text(spec, "type")) {
    case "LoadBalancer":
      return headless("LoadBalancer");
    case "NodePort":
      return headless("NodePort");
    case "ExternalName": {
      const name = text(spec, "externalName").replace(/\.$/, "");
      return [...externalNameErrors(spec), ...(name === "" ? [required("spec.externalName")] : refusals("spec.externalName", name, dnsSubdomain(name)))];
    }
    default:
      return [];
  }
}

function affinityErrors(spec: Fields): FieldErrors {
  const affinity = text(spec, "sessionAffinity");
  const seconds = number(part(part(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds");
  const wrong = choiceErrors("spec.sessionAffinity", affinity, ["ClientIP", "None"]);
  if (affinity !== "ClientIP" || (seconds > 0 && seconds <= 86400)) return wrong;
  return [...wrong, invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds, "must be greater than 0 and less than 86400")];
}

function unneededNodePortErrors(spec: Fields): FieldErrors {
  if (text(spec, "type") !== "ClusterIP") return [];
  return items(spec, "ports").flatMap((port, index) =>
    number(port, "nodePort") === 0 ? [] : [forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")],
  );
}
