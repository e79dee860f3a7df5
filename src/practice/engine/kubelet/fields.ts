import { availableParallelism, totalmem } from "node:os";
import { readQuantity } from "../../admission/quantity/quantity.ts";
import type { Pod } from "../../objects.ts";

/** What the downward API gives for a path, such as `status.podIP` or `metadata.labels['app']`. */
export function fieldOf(pod: Pod, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (keyed !== null) return pod.metadata[keyed[1] as "labels" | "annotations"]?.[keyed[2] ?? ""] ?? "";
  const { metadata, spec, status } = pod;
  const fields: Readonly<Record<string, string | undefined>> = {
    "metadata.name": metadata.name,
    "metadata.namespace": metadata.namespace,
    "metadata.uid": metadata.uid,
    "metadata.labels": lines(metadata.labels),
    "metadata.annotations": lines(metadata.annotations),
    "spec.nodeName": spec.nodeName,
    "spec.serviceAccountName": spec.serviceAccountName,
    "status.hostIP": status?.hostIP,
    "status.hostIPs": status?.hostIP,
    "status.podIP": status?.podIP,
    "status.podIPs": status?.podIP,
  };
  return fields[path] ?? "";
}

export interface ResourceField {
  readonly containerName?: string;
  /** limits.cpu, requests.memory */
  readonly resource: string;
  readonly divisor?: string;
}

/** An amount of a container's resources in whole divisors; without a limit it is what the node has. */
export function resourceOf(pod: Pod, { containerName, resource, divisor = "1" }: ResourceField, own?: string): string {
  const container = pod.spec.containers.find(({ name }) => name === (containerName ?? own)) ?? pod.spec.containers[0];
  const { limits, requests } = (container?.resources ?? {}) as { readonly limits?: Amounts; readonly requests?: Amounts };
  const [kind = "", name = ""] = resource.split(".");
  const node = kind === "limits" ? { cpu: String(availableParallelism()), memory: String(totalmem()) }[name] : "0";
  const amount = amountOf(String((kind === "limits" ? limits : requests)?.[name] ?? node ?? "0"));
  return String(Math.ceil(amount / (amountOf(divisor) || 1)));
}

type Amounts = Readonly<Record<string, string | number>>;

function amountOf(text: string): number {
  const read = readQuantity(text);
  return read.status === "quantity" ? read.amount : 0;
}

function lines(texts: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(texts ?? {})
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join("\n");
}
