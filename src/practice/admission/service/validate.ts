/** Whether a Service is acceptable, in the order in which the API server finds fault. */
import { type FieldErrors, forbidden, invalid, notSupported, required } from "../field/errors.ts";
import { dnsLabel, dnsSubdomain } from "../field/formats.ts";
import { type Fields, items, number, part, text, textMap, texts } from "../field/json-fields.ts";
import { labelErrors, refusals } from "../meta/labels.ts";
import { choiceErrors, objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { isExternallyReachable, isHeadless, needsClusterIp, needsHealthCheckPort } from "./needs.ts";
import { clusterIpChangeErrors, clusterIpErrors, externalIpErrors, externalNameErrors } from "./validate-addresses.ts";
import { duplicatePortErrors, servicePortErrors } from "./validate-ports.ts";

const types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const kubeletPort = 10250;

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
    ...serviceErrors(service),
  ];
}

function typeRuleErrors(spec: Fields): FieldErrors {
  const headless = (type: string): FieldErrors =>
    isHeadless(spec) ? [invalid("spec.clusterIPs[0]", "None", `may not be set to 'None' for ${type} services`)] : [];
  switch (text(spec, "type")) {
    case "LoadBalancer":
      return [
        ...items(spec, "ports").flatMap((port, index) =>
          number(port, "port") === kubeletPort
            ? [invalid(`spec.ports[${index}]`, kubeletPort, `may not expose port ${kubeletPort} externally since it is used by kubelet`)]
            : [],
        ),
        ...headless("LoadBalancer"),
      ];
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

function balancerErrors(spec: Fields): FieldErrors {
  if (text(spec, "type") === "LoadBalancer") return [];
  const set = [
    ...(texts(spec, "loadBalancerSourceRanges").length > 0 ? ["loadBalancerSourceRanges"] : []),
    ...["allocateLoadBalancerNodePorts", "loadBalancerClass"].filter((field) => spec[field] !== undefined),
  ];
  return set.map((field) => forbidden(`spec.${field}`, "may only be used when `type` is 'LoadBalancer'"));
}

function balancerClassChangeErrors(spec: Fields, before: Fields): FieldErrors {
  const isBalanced = text(spec, "type") === "LoadBalancer" && text(before, "type") === "LoadBalancer";
  return isBalanced && spec.loadBalancerClass !== before.loadBalancerClass
    ? [invalid("spec.loadBalancerClass", spec.loadBalancerClass, "may not change once set")]
    : [];
}

function trafficErrors(spec: Fields): FieldErrors {
  const external = text(spec, "externalTrafficPolicy");
  const internal = text(spec, "internalTrafficPolicy");
  const policies = ["Cluster", "Local"];
  const reachable = isExternallyReachable(spec);
  return [
    ...(reachable
      ? choiceErrors("spec.externalTrafficPolicy", external, policies)
      : external === ""
        ? []
        : [invalid("spec.externalTrafficPolicy", external, "may only be set for externally-accessible services")]),
    ...(!needsHealthCheckPort(spec) && number(spec, "healthCheckNodePort") !== 0
      ? [
          invalid(
            "spec.healthCheckNodePort",
            number(spec, "healthCheckNodePort"),
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
          ),
        ]
      : []),
    ...(needsClusterIp(spec) && internal !== "" && !policies.includes(internal) ? [notSupported("spec.internalTrafficPolicy", internal, policies)] : []),
  ];
}
