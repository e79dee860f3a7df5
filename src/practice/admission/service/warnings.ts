import { type Fields, part, text, textMap, texts } from "../field/json-fields.ts";
import { isHeadless } from "./needs.ts";

/** What the API server accepts of a Service with a remark. */
export function serviceWarnings(service: Fields): readonly string[] {
  const spec = part(service, "spec") ?? {};
  const isExternalName = text(spec, "type") === "ExternalName";
  const hasExternalIps = texts(spec, "externalIPs").length > 0;
  const isClusterHeadless = isHeadless(spec) && text(spec, "type") === "ClusterIP";
  return [
    ...("service.kubernetes.io/topology-aware-hints" in textMap(part(service, "metadata"), "annotations")
      ? ["annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead"]
      : []),
    ...(isClusterHeadless ? headlessWarnings(spec) : []),
    ...(hasExternalIps && !isClusterHeadless && !isExternalName ? ["spec.externalIPs is deprecated"] : []),
    ...(hasExternalIps && isExternalName ? ['spec.externalIPs is ignored when spec.type is "ExternalName"'] : []),
    ...(!isExternalName && text(spec, "externalName") !== "" ? ['spec.externalName is ignored when spec.type is not "ExternalName"'] : []),
    ...(spec.trafficDistribution === "PreferClose" ? ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'] : []),
  ];
}

function headlessWarnings(spec: Fields): readonly string[] {
  return [
    ...(text(spec, "loadBalancerIP") === "" ? [] : ["spec.loadBalancerIP is ignored for headless services"]),
    ...(texts(spec, "externalIPs").length === 0 ? [] : ["spec.externalIPs is ignored for headless services"]),
    ...(text(spec, "sessionAffinity") === "None" ? [] : ["spec.SessionAffinity is ignored for headless services"]),
  ];
}
