import type { Service, ServicePort } from "../../objects.ts";
import { addressNumber, addressText, contains, type Pool } from "./pools.ts";

export type Allocation =
  | { readonly status: "assigned"; readonly address: string }
  /** In the controller's words. */
  | { readonly status: "refused"; readonly message: string };

const POOL = "metallb.universe.tf/address-pool";
const SHARED = "metallb.universe.tf/allow-shared-ip";

/** An address for a Service, from the pools, beside the Services that have one already. Pure. */
export function allocate(service: Service, pools: readonly Pool[], others: readonly Service[]): Allocation {
  const requested = service.spec.loadBalancerIP;
  if (requested) {
    const address = addressNumber(requested);
    if (Number.isNaN(address)) return { status: "refused", message: `invalid spec.loadBalancerIP "${requested}"` };
    if (!pools.some((pool) => contains(pool, address))) return { status: "refused", message: `"${requested}" is not allowed in config` };
    return isFree(service, requested, others) ? { status: "assigned", address: requested } : { status: "refused", message: inUse(service, requested, others) };
  }
  const wanted = service.metadata.annotations?.[POOL];
  const known = wanted === undefined ? pools.filter(({ autoAssign }) => autoAssign) : pools.filter(({ name }) => name === wanted);
  if (wanted !== undefined && known.length === 0) return { status: "refused", message: `unknown pool "${wanted}"` };
  for (const { ranges } of known) {
    for (const { first, last } of ranges) {
      for (let value = first; value <= last; value += 1) {
        const address = addressText(value);
        if (isFree(service, address, others)) return { status: "assigned", address };
      }
    }
  }
  return { status: "refused", message: wanted === undefined ? "no available IPs" : `no available IPs in pool "${wanted}"` };
}

/** The address it has now. */
export function assignedAddress(service: Service): string | undefined {
  return service.status?.loadBalancer?.ingress?.[0]?.ip;
}

export function isAllowed(service: Service, address: string, pools: readonly Pool[]): boolean {
  const requested = service.spec.loadBalancerIP;
  if (requested && requested !== address) return false;
  const wanted = service.metadata.annotations?.[POOL];
  return pools.some((pool) => contains(pool, addressNumber(address)) && (wanted === undefined || pool.name === wanted));
}

function isFree(service: Service, address: string, others: readonly Service[]): boolean {
  return others.filter((other) => assignedAddress(other) === address).every((other) => mayShare(service, other));
}

/** Two Services share an address when both name the same key and their ports differ. */
function mayShare(one: Service, other: Service): boolean {
  const key = one.metadata.annotations?.[SHARED];
  if (!key || key !== other.metadata.annotations?.[SHARED]) return false;
  const taken = new Set((other.spec.ports ?? []).map(portText));
  return !(one.spec.ports ?? []).some((port) => taken.has(portText(port)));
}

function inUse(service: Service, address: string, others: readonly Service[]): string {
  const owners = others.filter((other) => assignedAddress(other) === address && !mayShare(service, other));
  const names = owners.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
  return `can't change sharing key for "${service.metadata.namespace}/${service.metadata.name}", address also in use by ${names.join(",")}`;
}

function portText({ protocol = "TCP", port }: ServicePort): string {
  return `${protocol}/${port}`;
}
