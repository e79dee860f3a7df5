import type { EndpointSlice, KubeObject, Service } from "../../objects.ts";
import type { NewObject } from "../../registry.ts";
import { isSame } from "../equality.ts";
import { controllerReference } from "../owners.ts";
import { createQueue } from "../queue.ts";
import { CONTROLLER_MANAGER, type Running, type Surroundings } from "../surroundings.ts";
import { follow, keyOf, splitKey } from "../watching.ts";
import { MANAGED_BY, SERVICE_NAME } from "./slices.ts";

const MIRRORING_CONTROLLER = "endpointslicemirroring-controller.k8s.io";
const SKIP = "endpointslice.kubernetes.io/skip-mirror";

interface Address {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: { readonly kind: string; readonly namespace?: string; readonly name: string; readonly uid?: string };
}

interface Endpoints extends KubeObject {
  readonly subsets?: readonly {
    readonly addresses?: readonly Address[];
    readonly notReadyAddresses?: readonly Address[];
    readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
  }[];
}

/** Writes slices for Endpoints that somebody made by hand for a Service without a selector. */
export function startMirroringController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (key) => sync(surroundings, key));
  const stops = [
    follow(registry, "v1/endpoints", ({ object }) => queue.add(keyOf(object))),
    registry.watch("v1/services", ({ object }) => queue.add(keyOf(object))),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function sync({ registry }: Surroundings, key: string): void {
  const { namespace, name } = splitKey(key);
  const endpoints = registry.get<Endpoints>({ resource: "v1/endpoints", namespace, name });
  const service = registry.get<Service>({ resource: "v1/services", namespace, name });
  const existing = registry
    .list<EndpointSlice>("discovery.k8s.io/v1/endpointslices", namespace)
    .filter(({ metadata }) => metadata.labels?.[SERVICE_NAME] === name && metadata.labels[MANAGED_BY] === MIRRORING_CONTROLLER);
  const isMirrored = endpoints !== undefined && service !== undefined && service.spec.selector === undefined && endpoints.metadata.labels?.[SKIP] !== "true";
  const wanted = isMirrored ? slicesOf(endpoints) : [];
  for (const [index, slice] of wanted.entries()) {
    const before = existing[index];
    if (before === undefined) registry.create("discovery.k8s.io/v1/endpointslices", slice, CONTROLLER_MANAGER);
    else if (!isSame([before.endpoints, before.ports], [slice.endpoints, slice.ports])) {
      registry.update<EndpointSlice>("discovery.k8s.io/v1/endpointslices", { ...before, endpoints: slice.endpoints, ports: slice.ports }, CONTROLLER_MANAGER);
    }
  }
  for (const { metadata } of existing.slice(wanted.length)) {
    registry.delete({ resource: "discovery.k8s.io/v1/endpointslices", namespace, name: metadata.name });
  }
}

type FreshSlice = NewObject<EndpointSlice> & Pick<EndpointSlice, "endpoints" | "ports">;

function slicesOf(endpoints: Endpoints): readonly FreshSlice[] {
  const { name, namespace, labels } = endpoints.metadata;
  return (endpoints.subsets ?? []).map(({ addresses = [], notReadyAddresses = [], ports = [] }) => ({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      generateName: `${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels, [MANAGED_BY]: MIRRORING_CONTROLLER, [SERVICE_NAME]: name },
      ownerReferences: [controllerReference(endpoints)],
    },
    addressType: "IPv4",
    endpoints: [...addresses.map((address) => endpointOf(address, true)), ...notReadyAddresses.map((address) => endpointOf(address, false))],
    ports: ports.map((port) => ({ name: port.name ?? "", port: port.port, protocol: port.protocol ?? "TCP" })),
  }));
}

function endpointOf({ ip, ...rest }: Address, ready: boolean) {
  return { addresses: [ip], conditions: { ready }, ...rest };
}
