import type { Clock } from "../clock.ts";
import { NetworkError } from "../pod-network.ts";
import { isAddress } from "./addresses.ts";
import { usableBackends } from "./balancer.ts";
import { queriesFor, searchDomainsOf, type Zone } from "./dns.ts";
import type { ServiceTable } from "./service-table.ts";

/** What the kubelet writes as nameserver into every pod. */
const DNS_ADDRESS = "10.96.0.10";

const DNS_PORT = 53;
const DNS_TIMEOUT_MS = 5000;
const DNS_REFUSED_MS = 100;

export interface ResolverOptions {
  readonly table: ServiceTable;
  readonly zone: Zone;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Who asks. */
export interface Host {
  readonly hostname: string;
  readonly address: string;
  readonly namespace: string;
}

/** getaddrinfo of a pod. Rejects with NetworkError ENOTFOUND or EAI_AGAIN. */
export type Resolve = (name: string, host: Host, signal?: AbortSignal) => Promise<readonly string[]>;

/** Looks in /etc/hosts, then asks the cluster's DNS, which must be up to answer. */
export function createResolver({ table, zone, clock, random }: ResolverOptions): Resolve {
  return async (name, host, signal) => {
    if (isAddress(name)) return [name];
    if (name === "localhost") return ["127.0.0.1"];
    if (name === host.hostname) return [host.address];
    const server = table.findByAddress(DNS_ADDRESS, DNS_PORT);
    const isUp = server !== undefined && usableBackends(table.backends(server.service, server.port.name ?? "")).length > 0;
    if (!isUp) {
      await clock.sleep(server === undefined ? DNS_TIMEOUT_MS : DNS_REFUSED_MS, signal);
      throw new NetworkError("EAI_AGAIN", `getaddrinfo EAI_AGAIN ${name}`);
    }
    for (const query of queriesFor(name, searchDomainsOf(host.namespace))) {
      const found = zone(query);
      if (found.length > 0) return rotated(found, random);
    }
    throw new NetworkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${name}`);
  };
}

export function resolvConfOf(namespace: string): string {
  return `search ${searchDomainsOf(namespace).join(" ")}\nnameserver ${DNS_ADDRESS}\noptions ndots:5\n`;
}

function rotated(addresses: readonly string[], random: () => number): readonly string[] {
  const start = Math.floor(random() * addresses.length);
  return [...addresses.slice(start), ...addresses.slice(0, start)];
}
