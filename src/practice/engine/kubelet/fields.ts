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
    "spec.nodeName": spec.nodeName,
    "spec.serviceAccountName": spec.serviceAccountName,
    "status.hostIP": status?.hostIP,
    "status.hostIPs": status?.hostIP,
    "status.podIP": status?.podIP,
    "status.podIPs": status?.podIP,
  };
  return fields[path] ?? "";
}
