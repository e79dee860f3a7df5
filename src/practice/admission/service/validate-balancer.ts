/** The fields that only a LoadBalancer may have. */
import { type FieldErrors, forbidden, invalid, notSupported, required } from "../field/errors.ts";
import { dnsSubdomain, ipAddress, network, qualified } from "../field/formats.ts";
import { type Fields, items, part, text, texts } from "../field/json-fields.ts";
import { refusals } from "../meta/labels.ts";

const balancersOnly = "may only be used when `type` is 'LoadBalancer'";

export function balancerErrors(spec: Fields): FieldErrors {
  const isBalancer = text(spec, "type") === "LoadBalancer";
  const ranges = texts(spec, "loadBalancerSourceRanges");
  return [
    // Upstream writes this field with a capital letter.
    ...(!isBalancer && ranges.length > 0 ? [forbidden("spec.LoadBalancerSourceRanges", balancersOnly)] : []),
    ...ranges.flatMap((range, index) => refusals(`spec.LoadBalancerSourceRanges[${index}]`, range.trim(), network(range.trim()))),
    ...(!isBalancer && spec.allocateLoadBalancerNodePorts !== undefined ? [forbidden("spec.allocateLoadBalancerNodePorts", balancersOnly)] : []),
    ...classErrors(spec, isBalancer),
  ];
}

function classErrors(spec: Fields, isBalancer: boolean): FieldErrors {
  if (spec.loadBalancerClass === undefined) return [];
  if (!isBalancer) return [forbidden("spec.loadBalancerClass", balancersOnly)];
  const name = text(spec, "loadBalancerClass");
  return refusals("spec.loadBalancerClass", name, qualified(name));
}

export function balancerClassChangeErrors(spec: Fields, before: Fields): FieldErrors {
  const isBalanced = text(spec, "type") === "LoadBalancer" && text(before, "type") === "LoadBalancer";
  return isBalanced && spec.loadBalancerClass !== before.loadBalancerClass
    ? [invalid("spec.loadBalancerClass", spec.loadBalancerClass, "may not change once set")]
    : [];
}

/** What status.loadBalancer may say. */
export function balancerStatusErrors(service: Fields): FieldErrors {
  const ingress = items(part(part(service, "status"), "loadBalancer"), "ingress");
  if (ingress.length > 0 && text(part(service, "spec"), "type") !== "LoadBalancer")
    return [forbidden("status.loadBalancer.ingress", "may only be used when `spec.type` is LoadBalancer")];
  return ingress.flatMap((each, index) => ingressErrors(each, `status.loadBalancer.ingress[${index}]`));
}

function ingressErrors(ingress: Fields, at: string): FieldErrors {
  const ip = text(ingress, "ip");
  const hostname = text(ingress, "hostname");
  return [
    ...(ip === "" ? [] : refusals(`${at}.ip`, ip, ipAddress(ip))),
    ...modeErrors(ingress, ip, `${at}.ipMode`),
    ...(hostname === "" ? [] : refusals(`${at}.hostname`, hostname, dnsSubdomain(hostname))),
    ...(hostname !== "" && ipAddress(hostname).length === 0 ? [invalid(`${at}.hostname`, hostname, "must be a DNS name, not an IP address")] : []),
  ];
}

function modeErrors(ingress: Fields, ip: string, at: string): FieldErrors {
  const mode = ingress.ipMode;
  if (mode === undefined) return ip === "" ? [] : [required(at, "must be specified when `ip` is set")];
  if (ip === "") return [forbidden(at, "may not be specified when `ip` is not set")];
  return ["Proxy", "VIP"].includes(String(mode)) ? [] : [notSupported(at, mode, ["Proxy", "VIP"])];
}
