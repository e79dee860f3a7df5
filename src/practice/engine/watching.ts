import type { KubeObject } from "../objects.ts";
import type { Registry, ResourceName, WatchEvent } from "../registry.ts";

/** Tells of every object that is there as ADDED, and then of each change. Returns how to stop. */
export function follow<T extends KubeObject>(registry: Registry, resource: ResourceName, listener: (event: WatchEvent<T>) => void): () => void {
  const stop = registry.watch<T>(resource, listener);
  for (const object of registry.list<T>(resource)) listener({ type: "ADDED", object });
  return stop;
}

export function keyOf(object: KubeObject): string {
  return object.metadata.namespace === undefined ? object.metadata.name : `${object.metadata.namespace}/${object.metadata.name}`;
}

export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf("/");
  return slash < 0 ? { namespace: "", name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
