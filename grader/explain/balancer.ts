/** Why a LoadBalancer Service has no address: nobody hands them out, there is none to give, or it has only just been asked. FACTS 2.33 to 2.36: MetalLB 0.9.6 with its ConfigMap. */
import { parse } from "yaml";
import type { Finding } from "../finding.ts";
import { applyAll, mergePatch, replaceWhole } from "../fix.ts";
import { listOf, pick, textOf } from "../json.ts";
import type { Json, KubeObject, Trouble } from "../model.ts";
import { isReady } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, nameOf } from "./cause.ts";
import { explainType, typeOf } from "./service-port.ts";

const metallb = "metallb-system";

/** The address that a Service was given: an IP or a name. */
export function givenAddress(service: KubeObject): string | undefined {
  const ingress = listOf(pick(service, "status", "loadBalancer", "ingress"))[0];
  return textOf(pick(ingress, "ip")) ?? textOf(pick(ingress, "hostname"));
}

export function explainAddress(view: View, service: KubeObject): Cause | undefined {
  if (givenAddress(service) !== undefined && typeOf(service) === "LoadBalancer") return undefined;
  const type = explainType(view, service, "LoadBalancer", undefined);
  if (type !== undefined) return type;
  if (!isOurs(view)) return explainClass(service) ?? (asksForAddress(service) ? pending(service) : noBalancer(service));
  const addon = explainAddon(view);
  if (addon?.code === "balancer-absent" && !isTaught(view)) return noBalancer(service);
  return addon ?? explainPool(view) ?? explainRequested(view, service) ?? explainShortage(view, service) ?? pending(service);
}

/** The Service waits for a balancer of a class of its own. MetalLB 0.9.6 knows no classes and serves it all the same. The field can't be taken away again: the object is made anew. */
function explainClass(service: KubeObject): Finding | undefined {
  const seen = textOf(pick(service, "spec", "loadBalancerClass"));
  if (seen === undefined) return undefined;
  const fix = replaceWhole(service, (plain) => {
    const { loadBalancerClass: _, ...spec } = plain.spec as Record<string, Json>;
    plain.spec = spec;
  });
  return { code: "balancer-class", object: nameOf(service), path: "spec.loadBalancerClass", seen, fix };
}

/** To switch MetalLB on is part of this lab. */
function isTaught({ lab }: View): boolean {
  return lab.steps.some(({ checks }) => checks.some(({ kind }) => kind === "addon"));
}

/** For one address and no other: then it may be that wish which isn't met. */
function asksForAddress(service: KubeObject): boolean {
  return pick(service, "spec", "loadBalancerIP") !== undefined;
}

function noBalancer(service: KubeObject): Trouble {
  const { namespace = "default", name } = service.metadata;
  return {
    code: "no-balancer",
    detail: `Service ${namespace}/${name}: status.loadBalancer {}`,
    look: ["kubectl", "describe", "service", name, "--namespace", namespace],
  };
}

/** MetalLB as minikube's addon has it. Elsewhere whatever gives out addresses is the cluster's own affair. */
export function isOurs(view: View): boolean {
  return view.observation.cluster.kind !== "kubeconfig";
}

/** undefined: MetalLB's controller runs. */
export function explainAddon(view: View): Finding | undefined {
  const controller = view.find("Deployment", "controller", metallb);
  const object = { kind: "Deployment", namespace: metallb, name: "controller" };
  if (controller === undefined) {
    return {
      code: "balancer-absent",
      object,
      ...(view.observation.cluster.kind === "kubeconfig" ? {} : { fix: { command: ["minikube", "addons", "enable", "metallb"] } }),
    };
  }
  const ready = pick(controller, "status", "readyReplicas");
  const pods = view.objects("Pod", metallb).filter((pod) => pod.metadata.name.startsWith("controller-"));
  if (typeof ready === "number" ? ready > 0 : pods.some(isReady)) return undefined;
  return { code: "starting", object, path: "status.readyReplicas", seen: typeof ready === "number" ? ready : 0, wanted: 1 };
}

/** undefined: the pool holds at least one address. */
export function explainPool(view: View): Finding | undefined {
  const config = view.find("ConfigMap", "config", metallb);
  const text = textOf(pick(config, "data", "config"));
  const ranges = text === undefined ? [] : rangesOf(text);
  if (ranges.some(isRange)) return undefined;
  const address = nodeAddress(view);
  return {
    code: "pool-empty",
    object: { kind: "ConfigMap", namespace: metallb, name: "config" },
    path: "data.config",
    seen: ranges.length > 0 ? ranges : (text ?? null),
    ...(address === undefined ? {} : { wanted: [`${address}-${address}`], fix: applyAll("default", [poolManifest(address)]) }),
  };
}

function rangesOf(text: string): readonly string[] {
  try {
    const pools = listOf(pick(parse(text) as unknown, "address-pools"));
    return pools.flatMap((pool) => listOf(pick(pool, "addresses")).map(String));
  } catch {
    return [];
  }
}

/** "192.168.49.2-192.168.49.9", "192.168.49.2/32". The addon writes " - " where it knows no address. */
function isRange(range: string): boolean {
  const ip = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
  const match = new RegExp(`^\\s*(${ip})(?:\\s*/\\s*\\d{1,2}|\\s*-\\s*(${ip}))\\s*$`).exec(range);
  if (match === null) return /^[0-9a-f:]+(\/\d+|-[0-9a-f:]+)$/i.test(range.trim());
  return match[2] === undefined || ipNumber(match[1]!) <= ipNumber(match[2]);
}

function ipNumber(ip: string): number {
  return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function nodeAddress(view: View): string | undefined {
  const addresses = view.glance("Node").flatMap((node) => listOf(pick(node, "status", "addresses")));
  return textOf(
    pick(
      addresses.find((address) => pick(address, "type") === "InternalIP"),
      "address",
    ),
  );
}

function poolManifest(address: string) {
  const config = `address-pools:\n- name: default\n  protocol: layer2\n  addresses:\n  - ${address}-${address}\n`;
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: metallb, name: "config" }, data: { config } };
}

/** The Service asks for an address by name, and the pool doesn't hold it. */
function explainRequested(view: View, service: KubeObject): Finding | undefined {
  const asked = textOf(pick(service, "spec", "loadBalancerIP")) ?? "";
  const ranges = poolRanges(view);
  if (asked === "" || ranges.some((range) => holds(range, asked))) return undefined;
  const fix = mergePatch(service, { spec: { loadBalancerIP: null } });
  return { code: "balancer-address", object: nameOf(service), path: "spec.loadBalancerIP", seen: asked, wanted: ranges, fix };
}

function poolRanges(view: View): readonly string[] {
  return rangesOf(textOf(pick(view.find("ConfigMap", "config", metallb), "data", "config")) ?? "").filter(isRange);
}

function holds(range: string, ip: string): boolean {
  const [from, to] = range.split(/[-/]/).map((part) => part.trim()) as [string, string];
  if (range.includes("-")) return ipNumber(from) <= ipNumber(ip) && ipNumber(ip) <= ipNumber(to);
  const size = 2 ** (32 - Number(to));
  return Math.floor(ipNumber(from) / size) === Math.floor(ipNumber(ip) / size);
}

/** Others hold all that the pool has. */
function explainShortage(view: View, service: KubeObject): Finding | undefined {
  const others = view.glance("Service").filter((other) => typeOf(other) === "LoadBalancer" && givenAddress(other) !== undefined);
  const size = poolRanges(view).reduce((sum, range) => sum + sizeOf(range), 0);
  const taken = new Set(others.map(givenAddress));
  if (taken.size < size || taken.size === 0) return undefined;
  const holders = others.map((other) => `${other.metadata.namespace ?? ""}/${other.metadata.name}`);
  const first = others.find((other) => !view.intent.namesOf("Service").has(other.metadata.name)) ?? others[0]!;
  const fix = mergePatch(first, { spec: { type: "NodePort" } });
  return { code: "pool-exhausted", object: nameOf(service), path: "status.loadBalancer.ingress", seen: holders, wanted: size, fix };
}

function sizeOf(range: string): number {
  const [from, to] = range.split("-").map((part) => part.trim()) as [string, string | undefined];
  if (to !== undefined) return ipNumber(to) - ipNumber(from) + 1;
  return 2 ** (32 - Number(from.split("/")[1] ?? 32));
}

function pending(service: KubeObject): Finding {
  return { code: "address-pending", object: nameOf(service), path: "status.loadBalancer.ingress", seen: null };
}
