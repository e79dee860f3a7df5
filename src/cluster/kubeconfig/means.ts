/** What a cluster of somebody's own can do for the labs, looked up without changing anything. */
import type { KubeObject, ListResult } from "../../../grader/model.ts";
import type { ReadingPort } from "../../../grader/ports.ts";
import { getOnce } from "../reach/http.ts";

export interface Means {
  /** Whether anything is seen to hand out addresses to LoadBalancer Services; "unknown": too little of the cluster may be read. */
  readonly balancer: "seen" | "not-seen" | "unknown";
  /** Whether the node's address can be reached from this computer. */
  readonly node: "reached" | "cut" | "no-address";
}

interface MeansOptions {
  readonly reading: Pick<ReadingPort, "list">;
  /** The labs' own. */
  readonly namespace: string;
  readonly nodeAddress: string | undefined;
  readonly signal: AbortSignal;
}

export async function findMeans({ reading, namespace, nodeAddress, signal }: MeansOptions): Promise<Means> {
  const read = (apiVersion: string, kind: string): Promise<ListResult> => reading.list({ apiVersion, kind }, signal);
  const [services, nodes, deployments, daemonSets, node] = await Promise.all([
    read("v1", "Service"),
    read("v1", "Node"),
    read("apps/v1", "Deployment"),
    read("apps/v1", "DaemonSet"),
    reachNode(nodeAddress, signal),
  ]);
  const isSeen =
    itemsOf(services).some(hasAddress) ||
    itemsOf(nodes).some(isOfCloud) ||
    [...itemsOf(deployments), ...itemsOf(daemonSets)].some(({ metadata }) => handsOut(metadata));
  // What was read in one namespace alone says nothing of the cluster.
  const isRead = nodes.status === "read" && itemsOf(services).some(({ metadata }) => metadata.namespace !== namespace);
  return { balancer: isSeen ? "seen" : isRead ? "not-seen" : "unknown", node };
}

/** The kubelet's port: every node has it open, or refuses; where a firewall stands in between, nothing comes back. */
const KUBELET = 10_250;
const REACH_MS = 2_000;

async function reachNode(host: string | undefined, signal: AbortSignal): Promise<Means["node"]> {
  if (host === undefined) return "no-address";
  const { reply, connected } = await getOnce({ host, port: KUBELET, path: "/", timeoutMs: REACH_MS, signal });
  return connected || reply.outcome === "refused" ? "reached" : "cut";
}

function itemsOf(list: ListResult): readonly KubeObject[] {
  return list.status === "read" ? list.items : [];
}

function hasAddress({ status }: KubeObject): boolean {
  const { loadBalancer } = (status ?? {}) as { loadBalancer?: { ingress?: readonly unknown[] } };
  return (loadBalancer?.ingress ?? []).length > 0;
}

/** A cloud's node names it, as does that of k3s, which hands out the addresses of nodes; kind's names kind. */
function isOfCloud({ spec }: KubeObject): boolean {
  const { providerID } = (spec ?? {}) as { providerID?: string };
  return /^[\w-]+:\/\//.test(providerID ?? "") && !providerID?.startsWith("kind://");
}

function handsOut({ name, namespace }: KubeObject["metadata"]): boolean {
  return namespace === "metallb-system" || /metallb|kube-vip|cloud-controller-manager|svclb|openelb/.test(name);
}
