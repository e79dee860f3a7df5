/** What an update of a Service keeps of what was allocated, and drops of what its new type has no use for. Changes the spec. */
import { type Fields, fill, items, number, text, texts } from "../field/json-fields.ts";
import { isExternallyReachable, mayHaveNodePorts, needsClusterIp, needsHealthCheckPort, nodePortsOf } from "./needs.ts";

/** Someone who sends their manifest again, without what was allocated, keeps it. */
export function keepAllocated(spec: Fields, before: Fields): void {
  if (needsClusterIp(before) && needsClusterIp(spec)) {
    if (text(spec, "clusterIP") === "") spec.clusterIP = before.clusterIP;
    if (texts(spec, "clusterIPs").length === 0 && spec.clusterIP === before.clusterIP) spec.clusterIPs = before.clusterIPs;
  }
  if (mayHaveNodePorts(before) && mayHaveNodePorts(spec)) keepNodePorts(spec, before);
  if (needsHealthCheckPort(before) && needsHealthCheckPort(spec) && number(spec, "healthCheckNodePort") === 0)
    spec.healthCheckNodePort = before.healthCheckNodePort;
}

/** By the name of the port; a node port that another port asks for is not given away. */
function keepNodePorts(spec: Fields, before: Fields): void {
  const old = nodePortsOf(items(before, "ports"));
  const used = new Set(nodePortsOf(items(spec, "ports")).filter((each) => old.includes(each)));
  const byName = new Map(items(before, "ports").map((port) => [text(port, "name"), number(port, "nodePort")]));
  for (const port of items(spec, "ports")) {
    if (number(port, "nodePort") !== 0) continue;
    const kept = byName.get(text(port, "name")) ?? 0;
    if (kept === 0 || used.has(kept)) continue;
    port.nodePort = kept;
    used.add(kept);
  }
}

/** clusterIP and clusterIPs say the same: who changes one of them means both. */
export function alignClusterIps(spec: Fields, before: Fields | undefined): void {
  const address = text(spec, "clusterIP");
  const addresses = texts(spec, "clusterIPs");
  if (before === undefined) {
    if (address !== "" && addresses.length === 0) spec.clusterIPs = [address];
    return;
  }
  const sameList = addresses.join() === texts(before, "clusterIPs").join();
  if (address === text(before, "clusterIP")) {
    if (addresses.length === 0 && address !== "" && texts(before, "clusterIPs").length > 0) delete spec.clusterIP;
    return;
  }
  if (addresses.length === 0 && address !== "") spec.clusterIPs = [address];
  if (!sameList) return;
  if (address === "") delete spec.clusterIPs;
  else spec.clusterIPs = [address, ...addresses.slice(1)];
}

/** A manifest that says nothing of it means the policy there is. */
export function keepFamilyPolicy(spec: Fields, before: Fields): void {
  if (needsClusterIp(spec) && before.ipFamilyPolicy !== undefined) fill(spec, "ipFamilyPolicy", before.ipFamilyPolicy);
}

/** A field that the new type has no use for goes, as long as it wasn't touched: then the user means it, and validation tells. */
export function dropUnneeded(spec: Fields, before: Fields): void {
  const dropWhen = (field: string, needed: boolean): void => {
    if (needed && spec[field] === before[field]) delete spec[field];
  };
  if (needsClusterIp(before) && !needsClusterIp(spec)) {
    const isSameList = (field: string): boolean => texts(spec, field).join() === texts(before, field).join();
    if (text(spec, "clusterIP") === text(before, "clusterIP") && isSameList("clusterIPs")) {
      delete spec.clusterIP;
      delete spec.clusterIPs;
    }
    if (isSameList("ipFamilies")) delete spec.ipFamilies;
    dropWhen("ipFamilyPolicy", true);
  }
  if (mayHaveNodePorts(before) && !mayHaveNodePorts(spec)) dropNodePorts(spec, before);
  dropWhen("healthCheckNodePort", needsHealthCheckPort(before) && !needsHealthCheckPort(spec));
  const wasBalanced = text(before, "type") === "LoadBalancer" && text(spec, "type") !== "LoadBalancer";
  dropWhen("allocateLoadBalancerNodePorts", wasBalanced);
  dropWhen("loadBalancerClass", wasBalanced);
  dropWhen("externalTrafficPolicy", isExternallyReachable(before) && !isExternallyReachable(spec));
}

function dropNodePorts(spec: Fields, before: Fields): void {
  const old = nodePortsOf(items(before, "ports"));
  const ports = items(spec, "ports");
  if (!nodePortsOf(ports).every((each) => old.includes(each))) return;
  for (const port of ports) delete port.nodePort;
}
