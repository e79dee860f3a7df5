/** A Service's type and ports against what is asked of it. */
import type { Finding } from "../finding.ts";
import { jsonPatch, mergePatch, replaceWhole, setField } from "../fix.ts";
import { keysOf, labelsOf, listOf, numberOf, pick, recordOf, textOf } from "../json.ts";
import { holdsLabels, type Labels } from "../labels.ts";
import type { Json, KubeObject } from "../model.ts";
import { templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";
import { knownPorts } from "./target-port.ts";

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

export function explainType(view: View, service: KubeObject, wanted: WantedType, nodePort: number | undefined): Finding | undefined {
  return enough[wanted].includes(typeOf(service)) ? undefined : typeWrong(view, service, wanted, nodePort);
}

/** Another type would do, and it isn't the one that is asked for. */
export function typeWrong(view: View, service: KubeObject, wanted: WantedType, nodePort: number | undefined): Finding {
  const type = typeOf(service);
  const index = bestPort(service)?.index ?? 0;
  // Held by another Service it is refused; that is told next.
  const isFree = nodePort !== undefined && findNodePortHolder(view, nodePort) === undefined;
  const port = !isFree ? [] : [{ op: "add" as const, path: `/spec/ports/${index}/nodePort`, value: nodePort }];
  const fix =
    portsOf(service).length === 0
      ? mergePatch(service, {
          spec: {
            type: wanted,
            externalName: null,
            ports: [portOutOfNothing(view, service, isFree ? nodePort : undefined)],
            ...selectorOutOfNothing(view, service),
          },
        })
      : jsonPatch(service, { op: "add", path: "/spec/type", value: wanted }, ...port);
  return { code: "type-wrong", object: nameOf(service), path: "spec.type", seen: type, wanted, fix };
}

type WantedType = "ClusterIP" | "NodePort" | "LoadBalancer";

export function isType(type: unknown): type is WantedType {
  return typeof type === "string" && type in enough;
}

/** A LoadBalancer has a node port too, and both have a ClusterIP. */
const enough: Readonly<Record<WantedType, readonly string[]>> = {
  ClusterIP: ["ClusterIP", "NodePort", "LoadBalancer"],
  NodePort: ["NodePort", "LoadBalancer"],
  LoadBalancer: ["LoadBalancer"],
};

/** undefined: the Service stands for pods of this cluster. An ExternalName is only another name for something elsewhere. */
export function explainExternalName(view: View, service: KubeObject): Finding | undefined {
  if (typeOf(service) !== "ExternalName") return undefined;
  const name = service.metadata.name;
  const nodePort = view.intent.nodePortOf(name);
  const asked = view.intent.wantsOf("Service", name).map((want) => pick(want, "spec", "type"));
  const wanted = asked.find(isType);
  return explainType(view, service, wanted ?? (nodePort === undefined ? "ClusterIP" : "NodePort"), nodePort);
}

/** undefined: the Service has an address of its own. Without one its name leads to the pods' addresses, which come and go. */
export function explainHeadless(service: KubeObject): Finding | undefined {
  if (pick(service, "spec", "clusterIP") !== "None") return undefined;
  const fix = replaceWhole(service, (plain) => {
    const { clusterIP: _, clusterIPs: __, ...spec } = plain.spec as Record<string, Json>;
    plain.spec = spec;
  });
  return { code: "headless", object: nameOf(service), path: "spec.clusterIP", seen: "None", fix };
}

function selectorOutOfNothing(view: View, service: KubeObject): { readonly selector?: Labels } {
  const labels = meantLabels(view, service);
  return labels === undefined || Object.keys(labelsOf(pick(service, "spec", "selector"))).length > 0 ? {} : { selector: labels };
}

/** An ExternalName Service has no ports; any other type needs one: what the lab asks for, else where the meant pods listen. */
function portOutOfNothing(view: View, service: KubeObject, nodePort: number | undefined): Json {
  const name = service.metadata.name;
  const wishes = view.intent.wantsOf("Service", name).flatMap((want) => listOf(pick(want, "spec", "ports")));
  const wish = recordOf(wishes.find((held) => numberOf(pick(held, "port")) !== undefined)) as Record<string, Json>;
  const listens = listensBehind(view, service)[0];
  const port = numberOf(wish.port) ?? listens ?? 80;
  const target = wish.targetPort ?? (listens === undefined || listens === port ? undefined : listens);
  return { port, ...(target === undefined ? {} : { targetPort: target }), ...(nodePort === undefined ? {} : { nodePort }) };
}

/** The pods that the lab means; else those of the Deployment of the same name. */
function meantLabels(view: View, service: KubeObject): Labels | undefined {
  const namesake = view.find("Deployment", service.metadata.name, service.metadata.namespace);
  return view.intent.podsOf(service.metadata.name) ?? (namesake && templateLabels(namesake));
}

/** Where the pods that a Service finds, or is meant to find, are known to listen. */
function listensBehind(view: View, service: KubeObject): readonly number[] {
  const selector = labelsOf(pick(service, "spec", "selector"));
  const labels = Object.keys(selector).length > 0 ? selector : (meantLabels(view, service) ?? {});
  if (Object.keys(labels).length === 0) return [];
  const templates = view.objects("Deployment", service.metadata.namespace).filter((deployment) => holdsLabels(templateLabels(deployment), labels));
  return templates.flatMap((deployment) => knownPorts(pick(deployment, "spec", "template", "spec")));
}

/** The port that a Service with one port has; with several, the one that looks like it. */
function bestPort(service: KubeObject, wish: { readonly port?: number | undefined; readonly nodePort?: number | undefined } = {}): ServicePort | undefined {
  const ports = portsOf(service);
  return ports.find(({ nodePort }) => nodePort !== undefined && nodePort === wish.nodePort) ?? ports.find(({ port }) => port === wish.port) ?? ports[0];
}

/** undefined: the Service has this node port, for TCP. */
export function explainNodePort(view: View, service: KubeObject, wanted: number): Finding | undefined {
  const there = portsOf(service).filter(({ nodePort }) => nodePort === wanted);
  if (there.length > 0) return explainProtocol(service, there);
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
export function explainPort(view: View, service: KubeObject, wanted: number): Finding | undefined {
  const there = portsOf(service).filter(({ port }) => port === wanted);
  if (there.length > 0) return explainProtocol(service, there);
  const held = bestPort(service);
  return portWrong(view, service, held?.index ?? 0, wanted);
}

/** The port that a Service has in the wanted one's place. A targetPort that only came from it, and leads nowhere, goes with it. */
export function portWrong(view: View, service: KubeObject, index: number, wanted: number): Finding {
  const held = portsOf(service)[index];
  const path = `spec.ports[${index}].port`;
  const listens = listensBehind(view, service);
  const follows = held !== undefined && held.targetPort === held.port && listens.length > 0 && !listens.includes(held.port);
  const fix = follows
    ? jsonPatch(
        service,
        { op: "replace", path: `/spec/ports/${index}/port`, value: wanted },
        { op: "add", path: `/spec/ports/${index}/targetPort`, value: listens[0]! },
      )
    : setField(service, keysOf(path), wanted);
  return { code: "port-wrong", object: nameOf(service), path, seen: held?.port ?? null, wanted, fix };
}

/** undefined: one of these ports is for TCP, which all the labs' programs speak. */
function explainProtocol(service: KubeObject, ports: readonly ServicePort[]): Finding | undefined {
  const [first] = ports;
  if (first === undefined || ports.some(({ protocol }) => protocol === "TCP")) return undefined;
  const path = `spec.ports[${first.index}].protocol`;
  return { code: "protocol-wrong", object: nameOf(service), path, seen: first.protocol, wanted: "TCP", fix: setField(service, keysOf(path), "TCP") };
}
