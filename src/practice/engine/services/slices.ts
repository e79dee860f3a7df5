import type { Endpoint, EndpointSlice, ObjectMeta, Service } from "../../objects.ts";
import type { NewObject } from "../../registry.ts";
import { canonicalJson, isSame } from "../equality.ts";
import { controllerReference } from "../owners.ts";
import { type BackingPod, isHeadlessService, type ResolvedPort } from "./backing-pods.ts";
import { withTriggerTime } from "./trigger-times.ts";

export const MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
export const SLICE_CONTROLLER = "endpointslice-controller.k8s.io";
export const SERVICE_NAME = "kubernetes.io/service-name";
const HEADLESS = "service.kubernetes.io/headless";
const MOST_ENDPOINTS = 100;

/** What must be written so that a Service's slices say what its pods are. */
export interface SliceChanges {
  readonly create: readonly NewObject<EndpointSlice>[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

export interface SliceState {
  readonly backing: readonly BackingPod[];
  readonly existing: readonly EndpointSlice[];
  /** For the annotation of what is written. */
  readonly trigger: string | undefined;
}

/** Keeps slices in use, and the order within them; pods that number their ports differently go into slices of their own. */
export function planSlices(service: Service, { backing, existing, trigger }: SliceState): SliceChanges {
  const wanted = chunks(service, backing, existing);
  const labels = sliceLabels(service);
  const unused = new Set(existing);
  const create: NewObject<EndpointSlice>[] = [];
  const update: EndpointSlice[] = [];
  for (const { endpoints, ports } of wanted) {
    const slice = [...unused].find((each) => isSame(each.ports, ports)) ?? [...unused][0];
    if (slice === undefined) {
      create.push(freshSlice(service, { endpoints, ports }, { labels, annotations: withTriggerTime(undefined, trigger) }));
      continue;
    }
    unused.delete(slice);
    const isCurrent = isSame([slice.endpoints ?? null, slice.ports ?? null, slice.metadata.labels], [endpoints, ports, labels]);
    if (!isCurrent)
      update.push({
        ...slice,
        endpoints,
        ports,
        metadata: marked(slice.metadata, { labels, annotations: withTriggerTime(slice.metadata.annotations, trigger) }),
      });
  }
  return { create, update, remove: [...unused] };
}

type Chunk = Pick<EndpointSlice, "endpoints" | "ports">;

function chunks(service: Service, backing: readonly BackingPod[], existing: readonly EndpointSlice[]): readonly Chunk[] {
  if (backing.length === 0) return [{ endpoints: null, ports: null }];
  const known = existing.flatMap((slice) => (slice.endpoints ?? []).map((endpoint) => endpoint.targetRef?.uid));
  const position = (each: BackingPod): number => {
    const index = known.indexOf(each.pod.metadata.uid);
    return index < 0 ? known.length : index;
  };
  const groups = new Map<string, BackingPod[]>();
  for (const each of [...backing].sort((left, right) => position(left) - position(right))) {
    const key = canonicalJson(each.ports);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const ports = group[0]!.ports.length > 0 ? group[0]!.ports.map(slicePort) : null;
    const parts = Math.ceil(group.length / MOST_ENDPOINTS);
    return Array.from({ length: parts }, (_, part) => ({
      endpoints: group.slice(part * MOST_ENDPOINTS, (part + 1) * MOST_ENDPOINTS).map((each) => endpointOf(service, each)),
      ports,
    }));
  });
}

function slicePort({ name, port, protocol, appProtocol }: ResolvedPort) {
  return { name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) };
}

function endpointOf(service: Service, { pod, address, ready, serving, terminating }: BackingPod): Endpoint {
  const { name, namespace, uid } = pod.metadata;
  const isNamed = pod.spec.hostname !== undefined && pod.spec.subdomain === service.metadata.name;
  return {
    addresses: [address],
    conditions: { ready, serving, terminating },
    ...(isNamed ? { hostname: pod.spec.hostname } : {}),
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: { kind: "Pod", name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) },
  };
}

function sliceLabels(service: Service): Readonly<Record<string, string>> {
  return {
    ...service.metadata.labels,
    [MANAGED_BY]: SLICE_CONTROLLER,
    [SERVICE_NAME]: service.metadata.name,
    ...(isHeadlessService(service) ? { [HEADLESS]: "" } : {}),
  };
}

interface Marks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

function marked<T extends Partial<ObjectMeta>>({ annotations: _old, ...metadata }: T, { labels, annotations }: Marks): Omit<T, "annotations"> {
  return { ...metadata, labels, ...(annotations === undefined ? {} : { annotations }) };
}

function freshSlice(service: Service, chunk: Chunk, marks: Marks): NewObject<EndpointSlice> {
  const { name, namespace } = service.metadata;
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: marked({ generateName: `${name}-`, ...(namespace === undefined ? {} : { namespace }), ownerReferences: [controllerReference(service)] }, marks),
    addressType: "IPv4",
    ...chunk,
  };
}
