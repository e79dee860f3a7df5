import type { Clock } from "../clock.ts";
import { type DnsReply, NetworkError } from "../pod-network.ts";
import { isAddress } from "./addresses.ts";
import { usableBackends } from "./balancer.ts";
import { queriesFor, searchDomainsOf } from "./search.ts";
import type { ServiceTable } from "./service-table.ts";
import type { Zone } from "./zone.ts";

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
  /** Whether something at that address serves DNS: a pod of CoreDNS. */
  readonly servesDns: (address: string) => boolean;
}

/** Who asks. */
export interface Host {
  readonly hostname: string;
  readonly address: string;
  readonly namespace: string;
}

/** getaddrinfo of a pod. Rejects with NetworkError ENOTFOUND or EAI_AGAIN. */
type Resolve = (name: string, host: Host, signal?: AbortSignal) => Promise<readonly string[]>;

export interface Resolver {
  readonly resolve: Resolve;
  /** One query to one server; 10.96.0.10 unless another is named. */
  readonly ask: (fullName: string, options?: { readonly server?: string; readonly signal?: AbortSignal }) => Promise<DnsReply>;
}

/** Looks in /etc/hosts, then asks the cluster's DNS, which must be up to answer. */
export function createResolver({ table, zone, clock, random, servesDns }: ResolverOptions): Resolver {
  const stateOf = (address: string): "up" | "refused" | "silent" => {
    if (servesDns(address)) return "up";
    const server = table.findByAddress(address, DNS_PORT);
    if (server === undefined) return "silent";
    const backends = usableBackends(table.backends(server.service, server.port.name ?? ""));
    return backends.length === 0 ? "refused" : "up";
  };
  return {
    async resolve(name, host, signal) {
      if (isAddress(name)) return [name];
      if (name === "localhost") return ["127.0.0.1"];
      if (name === host.hostname) return [host.address];
      const state = stateOf(DNS_ADDRESS);
      if (state !== "up") {
        await clock.sleep(state === "silent" ? DNS_TIMEOUT_MS : DNS_REFUSED_MS, signal);
        throw new NetworkError("EAI_AGAIN", `getaddrinfo EAI_AGAIN ${name}`);
      }
      for (const query of queriesFor(name, searchDomainsOf(host.namespace))) {
        const addresses = zone(query).records.flatMap(({ type, data }) => (type === "A" ? [data] : []));
        if (addresses.length > 0) return rotated(addresses, random);
      }
      throw new NetworkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${name}`);
    },
    async ask(fullName, { server = DNS_ADDRESS, signal } = {}) {
      const state = stateOf(server);
      if (state === "up") return { status: "answered", ...zone(fullName) };
      if (state === "silent") await clock.sleep(DNS_TIMEOUT_MS, signal);
      return { status: state };
    },
  };
}

export function resolvConfOf(namespace: string): string {
  return `search ${searchDomainsOf(namespace).join(" ")}\nnameserver ${DNS_ADDRESS}\noptions ndots:5\n`;
}

function rotated(addresses: readonly string[], random: () => number): readonly string[] {
  const start = Math.floor(random() * addresses.length);
  return [...addresses.slice(start), ...addresses.slice(0, start)];
}
