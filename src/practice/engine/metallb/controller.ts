import type { Deployment, KubeObject, Service } from "../../objects.ts";
import { createQueue } from "../queue.ts";
import type { Running, Surroundings } from "../surroundings.ts";
import { follow, keyOf } from "../watching.ts";
import { METALLB_CONFIG, METALLB_NAMESPACE } from "./addon.ts";
import { allocate, assignedAddress, isAllowed } from "./allocation.ts";
import type { ControllerLog } from "./controller-log.ts";
import { addressNumber, contains, type Pool, readPools } from "./pools.ts";

const WRITER = { fieldManager: "controller", subresource: "status" } as const;
const ALL = "all";

interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** MetalLB's controller and speaker (v0.9.6): they work while the addon's Deployment has a ready pod, by the last valid configuration. */
export function startMetalLb(surroundings: Surroundings, log: ControllerLog): Running {
  const { registry } = surroundings;
  let pools: readonly Pool[] | undefined;
  let seen: string | undefined;
  const told = new Set<string>();
  const queue = createQueue(surroundings, () => {
    if (!isControllerUp(surroundings)) {
      pools = undefined;
      seen = undefined;
      return;
    }
    const config = configText(surroundings);
    if (config !== undefined && config !== seen) pools = poolsAfter(config, pools, { registry, log });
    seen = config ?? seen;
    if (pools !== undefined) converge(surroundings, pools, { told, log });
  });
  const stops = [
    follow<Service>(registry, "v1/services", () => queue.add(ALL)),
    registry.watch<ConfigMap>("v1/configmaps", ({ object }) => {
      if (keyOf(object) === `${METALLB_NAMESPACE}/${METALLB_CONFIG}`) queue.add(ALL);
    }),
    registry.watch<Deployment>("apps/v1/deployments", ({ object }) => {
      if (object.metadata.namespace === METALLB_NAMESPACE) queue.add(ALL);
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function isControllerUp({ registry }: Surroundings): boolean {
  const deployment = registry.get<Deployment>({ resource: "apps/v1/deployments", namespace: METALLB_NAMESPACE, name: "controller" });
  return (deployment?.status?.readyReplicas ?? 0) > 0;
}

function configText({ registry }: Surroundings): string | undefined {
  return registry.get<ConfigMap>({ resource: "v1/configmaps", namespace: METALLB_NAMESPACE, name: METALLB_CONFIG })?.data?.config;
}

/**
 * A configuration that can't be read leaves the one before in force, and so does one without an address that was given out: no Service
 * loses its address to it. A controller that has just started has given none yet, and takes what it finds.
 */
function poolsAfter(
  config: string,
  before: readonly Pool[] | undefined,
  { registry, log }: { readonly registry: Surroundings["registry"]; readonly log: ControllerLog },
): readonly Pool[] | undefined {
  const configmap = `${METALLB_NAMESPACE}/${METALLB_CONFIG}`;
  const read = readPools(config);
  if (read.status === "invalid") {
    log.write({ caller: "k8s.go:388", configmap, error: read.message, event: "configStale", msg: "config (re)load failed, config marked stale" });
    return before;
  }
  const bereft = before && registry.list<Service>("v1/services").find((service) => holdsAddressOutside(service, read.pools));
  if (bereft !== undefined) {
    const why = `service ${JSON.stringify(keyOf(bereft))} cannot own ${JSON.stringify(assignedAddress(bereft))} under new config`;
    const error = `new config not compatible with assigned IPs: ${why}`;
    log.write({ caller: "main.go:117", configmap, error, msg: "applying new configuration failed", op: "setConfig" });
    log.write({ caller: "k8s.go:395", configmap, error: null, event: "configStale", msg: "config (re)load failed, config marked stale" });
    return before;
  }
  log.write({ caller: "k8s.go:402", configmap, event: "configLoaded", msg: "config (re)loaded" });
  return read.pools;
}

function holdsAddressOutside(service: Service, pools: readonly Pool[]): boolean {
  const address = assignedAddress(service);
  return service.spec.type === "LoadBalancer" && address !== undefined && !pools.some((pool) => contains(pool, addressNumber(address)));
}

interface Telling {
  readonly told: Set<string>;
  readonly log: ControllerLog;
}

function converge(surroundings: Surroundings, pools: readonly Pool[], telling: Telling): void {
  const { registry } = surroundings;
  for (const { metadata } of registry.list<Service>("v1/services")) {
    const service = registry.get<Service>({ resource: "v1/services", namespace: metadata.namespace, name: metadata.name });
    if (service !== undefined && service.metadata.deletionTimestamp === undefined) convergeService(surroundings, service, { pools, ...telling });
  }
}

function convergeService(surroundings: Surroundings, service: Service, { pools, told, log }: Telling & { readonly pools: readonly Pool[] }): void {
  const { registry, events } = surroundings;
  const address = assignedAddress(service);
  if (service.spec.type !== "LoadBalancer") {
    if (address !== undefined) writeIngress(surroundings, service, undefined);
    return;
  }
  if (address !== undefined && isAllowed(service, address, pools)) return;
  const current = address === undefined ? service : writeIngress(surroundings, service, undefined);

  const others = registry.list<Service>("v1/services").filter((other) => other.metadata.uid !== service.metadata.uid && other.spec.type === "LoadBalancer");
  const allocation = allocate(current, pools, others);
  const key = keyOf(service);
  if (allocation.status === "refused") {
    const message = `Failed to allocate IP for "${key}": ${allocation.message}`;
    const news = `${service.metadata.uid} ${message}`;
    if (told.has(news)) return;
    told.add(news);
    log.write({ caller: "service.go:121", error: allocation.message, msg: "IP allocation failed", op: "allocateIP", service: key });
    events.record(service, { type: "Warning", reason: "AllocationFailed", message, component: "metallb-controller" });
    return;
  }
  log.write({ caller: "service.go:125", event: "ipAllocated", ip: allocation.address, msg: "IP address assigned by controller", service: key });
  events.record(service, { type: "Normal", reason: "IPAllocated", message: `Assigned IP "${allocation.address}"`, component: "metallb-controller" });
  writeIngress(surroundings, current, allocation.address);
  announce(surroundings, service);
}

/** The speaker of the first node answers for the address. */
function announce({ registry, events }: Surroundings, service: Service): void {
  const [node] = registry.list("v1/nodes");
  if (node === undefined) return;
  const message = `announcing from node "${node.metadata.name}"`;
  events.record(service, { type: "Normal", reason: "nodeAssigned", message, component: "metallb-speaker" });
}

function writeIngress({ registry }: Surroundings, service: Service, address: string | undefined): Service {
  const loadBalancer = address === undefined ? {} : { ingress: [{ ip: address, ipMode: "VIP" }] };
  return registry.update<Service>("v1/services", { ...service, status: { ...service.status, loadBalancer } }, WRITER);
}
