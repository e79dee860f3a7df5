import { type Fields, fill, items, madePart, number, part, text } from "../field/json-fields.ts";
import { isExternallyReachable } from "./needs.ts";

/** Fills in what the API fills in when a Service is read from a request. Changes the object. */
export function defaultService(service: Fields): void {
  const spec = madePart(service, "spec");
  fill(spec, "sessionAffinity", "None");
  if (text(spec, "sessionAffinity") === "None") delete spec.sessionAffinityConfig;
  if (text(spec, "sessionAffinity") === "ClientIP") fill(madePart(madePart(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds", 10800);
  fill(spec, "type", "ClusterIP");
  for (const port of items(spec, "ports")) defaultPort(port);
  if (isExternallyReachable(spec)) fill(spec, "externalTrafficPolicy", "Cluster");
  if (["ClusterIP", "NodePort", "LoadBalancer"].includes(text(spec, "type"))) fill(spec, "internalTrafficPolicy", "Cluster");
  if (text(spec, "type") === "LoadBalancer") fill(spec, "allocateLoadBalancerNodePorts", true);
  defaultIngressMode(service);
}

function defaultPort(port: Fields): void {
  fill(port, "protocol", "TCP");
  const target = port.targetPort;
  if (target === undefined || target === 0 || target === "") port.targetPort = number(port, "port");
}

function defaultIngressMode(service: Fields): void {
  for (const ingress of items(part(part(service, "status"), "loadBalancer"), "ingress")) {
    if (text(ingress, "ip") !== "") fill(ingress, "ipMode", "VIP");
  }
}
