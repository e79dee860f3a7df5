import type { Service, ServicePort } from "../../objects.ts";
import { keyOf } from "../watching.ts";
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
    const message = whyTaken(service, requested, others);
    return message === undefined ? { status: "assigned", address: requested } : { status: "refused", message };
  }
  const wanted = service.metadata.annotations?.[POOL];
  const known = wanted === undefined ? pools.filter(({ autoAssign }) => autoAssign) : pools.filter(({ name }) => name === wanted);
  if (wanted !== undefined && known.length === 0) return { status: "refused", message: `unknown pool "${wanted}"` };
  for (const { ranges } of known) {
    for (const { first, last } of ranges) {
      for (let value = first; value <= last; value += 1) {
        const address = addressText(value);
        if (whyTaken(service, address, others) === undefined) return { status: "assigned", address };
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

/** Two Services share an address when both name the same key, reach the same pods if it matters where, and their ports differ. */
function whyTaken(service: Service, address: string, others: readonly Service[]): string | undefined {
  const owners = others.filter((other) => assignedAddress(other) === address);
  if (owners.some((other) => !haveOneKey(service, other))) {
    const names = owners.map(keyOf).sort();
    return `can't change sharing key for ${JSON.stringify(keyOf(service))}, address also in use by ${names.join(",")}`;
  }
  const taken = new Set(owners.flatMap(({ spec }) => (spec.ports ?? []).map(portText)));
  const port = (service.spec.ports ?? []).map(portText).find((each) => taken.has(each));
  return port === undefined ? undefined : `port ${port} is already in use on ${JSON.stringify(address)}`;
}

function haveOneKey(one: Service, other: Service): boolean {
  const key = one.metadata.annotations?.[SHARED];
  return key !== undefined && key !== "" && key === other.metadata.annotations?.[SHARED] && backendKey(one) === backendKey(other);
}

/** With traffic kept to the node, only Services of the same pods can share. */
function backendKey({ spec }: Service): string {
  return spec.externalTrafficPolicy === "Local" ? JSON.stringify(Object.entries(spec.selector ?? {}).sort()) : "";
}

function portText({ protocol = "TCP", port }: ServicePort): string {
  return `${protocol}/${port}`;
}
