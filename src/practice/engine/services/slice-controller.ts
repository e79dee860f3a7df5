import type { EndpointSlice, Pod, Service } from "../../objects.ts";
import { createQueue } from "../queue.ts";
import { CONTROLLER_MANAGER, type Running, type Surroundings } from "../surroundings.ts";
import { keyOf, splitKey } from "../watching.ts";
import { backingPods, wantsEndpoints } from "./backing-pods.ts";
import { MANAGED_BY, planSlices, SERVICE_NAME, SLICE_CONTROLLER } from "./slices.ts";
import { createTriggerTimes, type TriggerTimes } from "./trigger-times.ts";
import { followServices } from "./triggers.ts";

/** Writes the EndpointSlices of every Service with a selector. */
export function startSliceController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const times = createTriggerTimes();
  const queue = createQueue(surroundings, (key) => sync(surroundings, key, times));
  const stops = [
    followServices(registry, (key) => queue.add(key)),
    registry.watch<EndpointSlice>("discovery.k8s.io/v1/endpointslices", ({ object }) => {
      const owner = object.metadata.labels?.[SERVICE_NAME];
      if (owner !== undefined && object.metadata.labels?.[MANAGED_BY] === SLICE_CONTROLLER) queue.add(`${object.metadata.namespace}/${owner}`);
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
  const { namespace, name } = splitKey(key);
  const service = registry.get<Service>({ resource: "v1/services", namespace, name });
  const existing = registry.list<EndpointSlice>("discovery.k8s.io/v1/endpointslices", namespace).filter((slice) => isOurs(slice, name));
  const isWanted = service !== undefined && wantsEndpoints(service) && service.metadata.deletionTimestamp === undefined;
  const pods = registry.list<Pod>("v1/pods", namespace);
  if (!isWanted) times.forget(key);
  const changes = isWanted
    ? planSlices(service, { backing: backingPods(service, pods), existing, trigger: times.since(service, pods) })
    : { create: [], update: [], remove: service === undefined ? existing : [] };
  for (const slice of changes.update) registry.update("discovery.k8s.io/v1/endpointslices", slice, CONTROLLER_MANAGER);
  for (const slice of changes.create) registry.create("discovery.k8s.io/v1/endpointslices", slice, CONTROLLER_MANAGER);
  for (const slice of changes.remove) registry.delete({ resource: "discovery.k8s.io/v1/endpointslices", ...splitKey(keyOf(slice)) });
}

function isOurs({ metadata }: EndpointSlice, service: string): boolean {
  return metadata.labels?.[SERVICE_NAME] === service && metadata.labels[MANAGED_BY] === SLICE_CONTROLLER && metadata.deletionTimestamp === undefined;
}
