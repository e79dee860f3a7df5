import type { KubeObject } from "../objects.ts";

/** `namespace/name`, as etcd orders objects of one kind. */
export function objectKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""}/${name}`;
}

export function keyOf(object: KubeObject): string {
  return objectKey(object.metadata.namespace, object.metadata.name);
}
