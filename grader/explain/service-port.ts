/** A Service's type and ports against what is asked of it. */
import type { Finding } from "../finding.ts";
import { jsonPatch, setField } from "../fix.ts";
import { keysOf, listOf, numberOf, pick, textOf } from "../json.ts";
import type { Json, KubeObject } from "../model.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";

export interface ServicePort {
  readonly index: number;
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
  /** As written; equal to the port where nothing is. */
  readonly targetPort: number | string;
  readonly nodePort: number | undefined;
}

export function portsOf(service: KubeObject): readonly ServicePort[] {
  return listOf(pick(service, "spec", "ports")).map((held, index) => {
    const port = numberOf(pick(held, "port")) ?? 0;
    const target = pick(held, "targetPort");
    const isSet = (typeof target === "number" && target > 0) || (typeof target === "string" && target !== "");
    return {
      index,
      name: textOf(pick(held, "name")),
      port,
      protocol: textOf(pick(held, "protocol")) ?? "TCP",
      targetPort: isSet ? (target as number | string) : port,
      nodePort: numberOf(pick(held, "nodePort")),
    };
  });
}

export function typeOf(service: KubeObject): string {
  return textOf(pick(service, "spec", "type")) ?? "ClusterIP";
}

export function explainType(service: KubeObject, wanted: "NodePort" | "LoadBalancer", nodePort: number | undefined): Finding | undefined {
  const type = typeOf(service);
  if (type === wanted || (wanted === "NodePort" && type === "LoadBalancer")) return undefined;
  const index = bestPort(service)?.index ?? 0;
  const port = nodePort === undefined ? [] : [{ op: "add" as const, path: `/spec/ports/${index}/nodePort`, value: nodePort }];
  const fix = jsonPatch(service, { op: "add", path: "/spec/type", value: wanted }, ...port);
  return { code: "type-wrong", object: nameOf(service), path: "spec.type", seen: type, wanted, fix };
}

/** The port that a Service with one port has; with several, the one that looks like it. */
function bestPort(service: KubeObject, wish: { readonly port?: number | undefined; readonly nodePort?: number | undefined } = {}): ServicePort | undefined {
  const ports = portsOf(service);
  return ports.find(({ nodePort }) => nodePort !== undefined && nodePort === wish.nodePort) ?? ports.find(({ port }) => port === wish.port) ?? ports[0];
}

/** undefined: the Service has this node port. */
export function explainNodePort(view: View, service: KubeObject, wanted: number): Finding | undefined {
  const ports = portsOf(service);
  if (ports.some(({ nodePort }) => nodePort === wanted)) return undefined;
  const wishes = view.intent.wantsOf("Service", service.metadata.name).flatMap((want) => listOf(pick(want, "spec", "ports")));
  const port = numberOf(wishes.map((wish) => pick(wish, "port")).find((held) => typeof held === "number"));
  const meant = bestPort(service, { port });
  const path = `spec.ports[${meant?.index ?? 0}].nodePort`;
  const holder = findNodePortHolder(view, wanted);
  if (holder !== undefined) return nodePortTaken(view, service, holder, wanted);
  return {
    code: "node-port-wrong",
    object: nameOf(service),
    path,
    seen: meant?.nodePort ?? null,
    wanted,
    fix: setField(service, keysOf(path), wanted),
  };
}

/** Node ports are one for the whole cluster: who holds this one? */
export function findNodePortHolder(view: View, nodePort: number): KubeObject | undefined {
  return view.glance("Service").find((service) => portsOf(service).some((port) => port.nodePort === nodePort));
}

/** The holder goes on with a node port that is free; nothing of it is lost. */
export function nodePortTaken(view: View, service: KubeObject | Finding["object"], holder: KubeObject, wanted: number): Finding {
  const index = portsOf(holder).find(({ nodePort }) => nodePort === wanted)?.index ?? 0;
  const object = "metadata" in service ? nameOf(service as KubeObject) : (service as Finding["object"]);
  return {
    code: "node-port-taken",
    object,
    path: `spec.ports[${"metadata" in service ? (bestPort(service as KubeObject)?.index ?? 0) : 0}].nodePort`,
    seen: { service: `${holder.metadata.namespace ?? ""}/${holder.metadata.name}`, port: `spec.ports[${index}].nodePort` },
    wanted,
    fix: setField(holder, ["spec", "ports", index, "nodePort"], freeNodePort(view)),
  };
}

/** The highest that nobody holds: far from those that labs ask for by number. */
function freeNodePort(view: View): number {
  const taken = new Set(view.glance("Service").flatMap((service) => portsOf(service).map(({ nodePort }) => nodePort)));
  let port = 32767;
  while (taken.has(port)) port--;
  return port;
}

/** undefined: the Service has this port, for TCP. */
export function explainPort(service: KubeObject, wanted: number): Finding | undefined {
  const ports = portsOf(service);
  const there = ports.filter(({ port }) => port === wanted);
  if (there.some(({ protocol }) => protocol === "TCP")) return undefined;
  const index = there[0]?.index ?? bestPort(service)?.index ?? 0;
  const isProtocol = there.length > 0;
  const path = `spec.ports[${index}].${isProtocol ? "protocol" : "port"}`;
  const seen = isProtocol ? there[0]!.protocol : (portsOf(service)[index]?.port ?? null);
  const value: Json = isProtocol ? "TCP" : wanted;
  return {
    code: isProtocol ? "protocol-wrong" : "port-wrong",
    object: nameOf(service),
    path,
    seen,
    wanted: value,
    fix: setField(service, keysOf(path), value),
  };
}
