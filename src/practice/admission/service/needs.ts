/** What a Service of its type has, and what it doesn't. */
import { type Fields, number, text, texts } from "../field/json-fields.ts";

export function isHeadless(spec: Fields): boolean {
  return text(spec, "clusterIP") === "None" || texts(spec, "clusterIPs")[0] === "None";
}

export function needsClusterIp(spec: Fields): boolean {
  return text(spec, "type") !== "ExternalName";
}

export function isExternallyReachable(spec: Fields): boolean {
  const type = text(spec, "type");
  return ["NodePort", "LoadBalancer"].includes(type) || (type === "ClusterIP" && texts(spec, "externalIPs").length > 0);
}

/** Also a LoadBalancer that asks for none: it keeps those that it got before it said so. */
export function mayHaveNodePorts(spec: Fields): boolean {
  return ["NodePort", "LoadBalancer"].includes(text(spec, "type"));
}

/** Is given a node port for each port that names none. */
export function takesNodePorts(spec: Fields): boolean {
  return text(spec, "type") === "NodePort" || (text(spec, "type") === "LoadBalancer" && spec.allocateLoadBalancerNodePorts !== false);
}

export function needsHealthCheckPort(spec: Fields): boolean {
  return text(spec, "type") === "LoadBalancer" && text(spec, "externalTrafficPolicy") === "Local";
}

export function nodePortsOf(ports: readonly Fields[]): readonly number[] {
  return ports.map((port) => number(port, "nodePort")).filter((each) => each !== 0);
}
