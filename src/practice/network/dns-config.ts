/** Whom a host asks for names, and how it completes them: what stands in /etc/resolv.conf. */
import { searchDomainsOf } from "./search.ts";

export interface DnsConfig {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  /** A name with fewer dots is completed first. */
  readonly ndots: number;
}

/** The ClusterIP of Service kube-dns. */
export const CLUSTER_DNS = "10.96.0.10";
/** What minikube's node asks: Docker's host. It knows no name of the cluster. */
export const NODE_DNS = "192.168.65.254";

export function clusterDns(namespace: string): DnsConfig {
  return { servers: [CLUSTER_DNS], searches: searchDomainsOf(namespace), ndots: 5 };
}

export const nodeDns: DnsConfig = { servers: [NODE_DNS], searches: [], ndots: 1 };

export function resolvConfOf({ servers, searches, ndots }: DnsConfig): string {
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(" ")}`] : []),
    ...servers.map((server) => `nameserver ${server}`),
    ...(ndots === 1 ? [] : [`options ndots:${ndots}`]),
  ];
  return `${lines.join("\n")}\n`;
}
