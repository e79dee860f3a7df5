import { clusterDns, type DnsConfig, nodeDns } from "../../network/dns-config.ts";
import type { PodSpec } from "../../objects.ts";

interface Wishes {
  readonly nameservers?: readonly string[];
  readonly searches?: readonly string[];
  readonly options?: readonly { readonly name: string; readonly value?: string }[];
}

/**
 * By dnsPolicy and dnsConfig, as the kubelet puts them together
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy): a pod on the node's network has the cluster's DNS
 * only under ClusterFirstWithHostNet.
 */
export function podDns({ dnsPolicy = "ClusterFirst", dnsConfig, hostNetwork }: PodSpec, namespace: string): DnsConfig {
  const base = baseOf(String(dnsPolicy), hostNetwork === true, namespace);
  const { nameservers = [], searches = [], options = [] } = (dnsConfig ?? {}) as Wishes;
  const ndots = options.find(({ name }) => name === "ndots")?.value;
  return {
    servers: [...new Set([...base.servers, ...nameservers])],
    searches: [...new Set([...base.searches, ...searches])],
    ndots: ndots === undefined ? base.ndots : Number(ndots),
  };
}

function baseOf(policy: string, hostNetwork: boolean, namespace: string): DnsConfig {
  if (policy === "None") return { servers: [], searches: [], ndots: 1 };
  if (policy === "Default" || (policy === "ClusterFirst" && hostNetwork)) return nodeDns;
  return clusterDns(namespace);
}
