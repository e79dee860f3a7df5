import type { Clock } from "../clock.ts";
import { type DnsReply, NetworkError } from "../pod-network.ts";
import { isAddress } from "./addresses.ts";
import { usableBackends } from "./balancer.ts";
import { CLUSTER_DNS, type DnsConfig, NODE_DNS } from "./dns-config.ts";
import { queriesFor } from "./search.ts";
import type { ServiceTable } from "./service-table.ts";
import type { Zone } from "./zone.ts";

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
  readonly dns: DnsConfig;
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
  const stateOf = (address: string | undefined): "up" | "refused" | "silent" => {
    // Without a nameserver the host itself is asked.
    if (address === undefined) return "refused";
    if (address === NODE_DNS || servesDns(address)) return "up";
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
      const [server] = host.dns.servers;
      const state = stateOf(server);
      if (state !== "up") {
        await clock.sleep(state === "silent" ? DNS_TIMEOUT_MS : DNS_REFUSED_MS, signal);
        throw new NetworkError("EAI_AGAIN", `getaddrinfo EAI_AGAIN ${name}`);
      }
      for (const query of server === NODE_DNS ? [] : queriesFor(name, host.dns)) {
        const addresses = zone(query).records.flatMap(({ type, data }) => (type === "A" ? [data] : []));
        if (addresses.length > 0) return rotated(addresses, random);
      }
      throw new NetworkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${name}`);
    },
    async ask(fullName, { server = CLUSTER_DNS, signal } = {}) {
      const state = stateOf(server);
      if (state === "up") return { status: "answered", ...zone(server === NODE_DNS ? "unknown.invalid" : fullName) };
      if (state === "silent") await clock.sleep(DNS_TIMEOUT_MS, signal);
      return { status: state };
    },
  };
}

function rotated(addresses: readonly string[], random: () => number): readonly string[] {
  const start = Math.floor(random() * addresses.length);
  return [...addresses.slice(start), ...addresses.slice(0, start)];
}
