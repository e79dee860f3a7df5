/** What the EndpointSlices of a Service list. */
import type { Finding } from "../finding.ts";
import { kubectl } from "../fix.ts";
import { compareText, listOf, pick, textOf } from "../json.ts";
import type { KubeObject } from "../model.ts";
import { isReady } from "../pods.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";

export interface Endpoint {
  readonly address: string;
  readonly pod: string | undefined;
}

/** The ready endpoints of all slices of a Service; each address once (`conditions.ready` absent means ready). */
export function endpointsOf(view: View, service: KubeObject): readonly Endpoint[] {
  const slices = slicesOf(view, service);
  const found = new Map<string, Endpoint>();
  for (const endpoint of slices.flatMap((slice) => listOf(pick(slice, "endpoints")))) {
    if (pick(endpoint, "conditions", "ready") === false) continue;
    const address = textOf(listOf(pick(endpoint, "addresses"))[0]);
    const kind = pick(endpoint, "targetRef", "kind");
    if (address !== undefined)
      found.set(address, { address, pod: kind === "Pod" || kind === undefined ? textOf(pick(endpoint, "targetRef", "name")) : undefined });
  }
  return [...found.values()].sort((a, b) => compareText(a.address, b.address));
}

function slicesOf(view: View, service: KubeObject): readonly KubeObject[] {
  return view
    .objects("EndpointSlice", service.metadata.namespace)
    .filter((slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === service.metadata.name);
}

/** The controllers that keep slices name themselves in a label. */
function isByHand(slice: KubeObject): boolean {
  return slice.metadata.labels?.["endpointslice.kubernetes.io/managed-by"] === undefined && listOf(slice.metadata.ownerReferences).length === 0;
}

function addressesIn(slice: KubeObject): readonly string[] {
  return listOf(pick(slice, "endpoints")).flatMap((endpoint) => listOf(pick(endpoint, "addresses")).map(String));
}

function writtenByHand(slice: KubeObject, ready: readonly string[]): Finding {
  const command = kubectl(slice.metadata.namespace, "delete", "endpointslice", slice.metadata.name);
  return { code: "endpoints-by-hand", object: nameOf(slice), path: "endpoints", seen: addressesIn(slice), wanted: ready, fix: { command } };
}

export function podAddress(pod: KubeObject): string {
  return textOf(pick(pod, "status", "podIP")) ?? "";
}

/** undefined: the slices list these pods' addresses as far as they are ready, and no others. */
export function explainSlices(view: View, service: KubeObject, pods: readonly KubeObject[]): Finding | undefined {
  const listed = endpointsOf(view, service).map(({ address }) => address);
  const ready = pods.filter(isReady).map(podAddress).sort(compareText);
  if (listed.join() === ready.join()) return undefined;
  const byHand = slicesOf(view, service).find((slice) => isByHand(slice) && addressesIn(slice).some((address) => !ready.includes(address)));
  if (byHand !== undefined) return writtenByHand(byHand, ready);
  return { code: "endpoints-pending", object: { ...nameOf(service), kind: "EndpointSlice" }, path: "endpoints", seen: listed, wanted: ready };
}
