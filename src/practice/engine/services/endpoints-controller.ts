import type { KubeObject, ObjectMeta, Pod, Service } from "../../objects.ts";
import type { NewObject } from "../../registry.ts";
import { canonicalJson, isSame } from "../equality.ts";
import { createQueue } from "../queue.ts";
import { CONTROLLER_MANAGER, type Running, type Surroundings } from "../surroundings.ts";
import { follow, keyOf, splitKey } from "../watching.ts";
import { type BackingPod, backingPods, isHeadlessService, wantsEndpoints } from "./backing-pods.ts";
import { createTriggerTimes, type TriggerTimes, withTriggerTime } from "./trigger-times.ts";
import { followServices } from "./triggers.ts";

const MANAGED_BY = "endpoints.kubernetes.io/managed-by";
const HEADLESS = "service.kubernetes.io/headless";

interface Endpoints extends KubeObject {
  readonly subsets?: readonly Subset[];
}

interface Subset {
  readonly addresses?: readonly Address[];
  readonly notReadyAddresses?: readonly Address[];
  readonly ports?: readonly unknown[];
}

interface Address {
  readonly ip: string;
}

/** Writes the (deprecated) Endpoints of every Service with a selector. */
export function startEndpointsController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const times = createTriggerTimes();
  const queue = createQueue(surroundings, (key) => sync(surroundings, key, times));
  const stops = [
    followServices(registry, (key) => queue.add(key)),
    follow<Endpoints>(registry, "v1/endpoints", ({ object }) => {
      if (object.metadata.labels?.[MANAGED_BY] !== undefined) queue.add(keyOf(object));
    }),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function sync({ registry }: Surroundings, key: string, times: TriggerTimes): void {
  const ref = { resource: "v1/endpoints", ...splitKey(key) } as const;
  const service = registry.get<Service>({ ...ref, resource: "v1/services" });
  const existing = registry.get<Endpoints>(ref);
  if (service === undefined) {
    times.forget(key);
    if (existing?.metadata.labels?.[MANAGED_BY] !== undefined) registry.delete(ref);
    return;
  }
  if (!wantsEndpoints(service)) return;
  const pods = registry.list<Pod>("v1/pods", ref.namespace);
  const trigger = times.since(service, pods);
  const wanted = endpointsOf(service, backingPods(service, pods));
  const annotated = (metadata: Partial<ObjectMeta>, annotations: ObjectMeta["annotations"]) => ({
    ...metadata,
    ...(annotations === undefined ? {} : { annotations }),
  });
  if (existing === undefined)
    registry.create<Endpoints>("v1/endpoints", { ...wanted, metadata: annotated(wanted.metadata, withTriggerTime(undefined, trigger)) }, CONTROLLER_MANAGER);
  else if (!isSame([existing.subsets ?? [], existing.metadata.labels], [wanted.subsets ?? [], wanted.metadata.labels])) {
    const { annotations, ...kept } = existing.metadata;
    const metadata = annotated({ ...kept, labels: wanted.metadata.labels ?? {} }, withTriggerTime(annotations, trigger));
    registry.update<Endpoints>("v1/endpoints", { ...wanted, metadata } as Endpoints, CONTROLLER_MANAGER);
  }
}

function endpointsOf(service: Service, backing: readonly BackingPod[]): NewObject<Endpoints> {
  const { name, namespace, labels } = service.metadata;
  const present = backing.filter((each) => !each.terminating || service.spec.publishNotReadyAddresses === true);
  const subsets = subsetsOf(service, present);
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels, [MANAGED_BY]: "endpoint-controller", ...(isHeadlessService(service) ? { [HEADLESS]: "" } : {}) },
    },
    ...(subsets.length > 0 ? { subsets } : {}),
  };
}

/** Pods with the same ports share a subset; a port that a pod doesn't have keeps the pod out of it. */
function subsetsOf(service: Service, backing: readonly BackingPod[]): readonly Subset[] {
  const isWithoutPorts = (service.spec.ports ?? []).length === 0;
  const groups = new Map<string, { readonly ports: readonly unknown[]; readonly ready: Address[]; readonly unready: Address[] }>();
  for (const each of [...backing].sort(byAddress)) {
    if (each.ports.length === 0 && !isWithoutPorts) continue;
    const ports = each.ports.map(({ name, port, protocol, appProtocol }) => ({
      ...(name === "" ? {} : { name }),
      port,
      protocol,
      ...(appProtocol === undefined ? {} : { appProtocol }),
    }));
    const key = canonicalJson(ports);
    const group = groups.get(key) ?? { ports, ready: [], unready: [] };
    groups.set(key, group);
    (each.ready ? group.ready : group.unready).push(addressOf(service, each));
  }
  return [...groups.values()].map(({ ports, ready, unready }) => ({
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(unready.length > 0 ? { notReadyAddresses: unready } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }));
}

function addressOf(service: Service, { pod, address }: BackingPod): Address {
  const { name, namespace, uid } = pod.metadata;
  const isNamed = pod.spec.hostname !== undefined && pod.spec.subdomain === service.metadata.name;
  const where = { ...(isNamed ? { hostname: pod.spec.hostname } : {}), ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }) };
  return { ip: address, ...where, targetRef: { kind: "Pod", name, namespace, uid } } as Address;
}

function byAddress(left: BackingPod, right: BackingPod): number {
  return asNumber(left.address) - asNumber(right.address);
}

function asNumber(address: string): number {
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}
