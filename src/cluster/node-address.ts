import type { KubeObject, Trouble } from "../../grader/model.ts";
import type { KubeClient } from "./kube/client.ts";
import { ok, type Reply, trouble } from "./kube/trouble.ts";

/** The address on which node ports are to be asked: of the first node that is ready and says one, an external one where it has that. */
export async function nodeAddress(client: KubeClient, signal: AbortSignal): Promise<string | undefined> {
  const address = await askNodeAddress(client, signal);
  return typeof address === "string" ? address : undefined;
}

/** Or why the nodes could not be read. */
export async function askNodeAddress(client: KubeClient, signal: AbortSignal): Promise<string | Trouble | undefined> {
  const nodes = await client.list({ apiVersion: "v1", kind: "Node" }, signal);
  if (nodes.status === "unreadable") return nodes.trouble;
  // kube-proxy answers on every node, and on one that is down nobody does.
  const addresses = [...nodes.items].sort((a, b) => Number(isReady(b)) - Number(isReady(a))).flatMap(addressesOf);
  return (addresses.find(({ type }) => type === "ExternalIP") ?? addresses.find(({ type }) => type === "InternalIP"))?.address;
}

function isReady({ status }: KubeObject): boolean {
  const { conditions } = (status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
}

function addressesOf(node: KubeObject): readonly { readonly type: string; readonly address: string }[] {
  return (node.status as { addresses?: readonly { type: string; address: string }[] } | undefined)?.addresses ?? [];
}

/** "v1.36.2", and how the question was received. */
export async function serverVersion(client: KubeClient, signal: AbortSignal): Promise<Reply<string>> {
  const reply = await client.get("/version", signal);
  if (reply.status === "trouble") return reply;
  const version = (reply.value as { gitVersion?: unknown } | null)?.gitVersion;
  return typeof version === "string" ? ok(version) : trouble("not-kubernetes", `${client.server}: no version of Kubernetes`);
}
