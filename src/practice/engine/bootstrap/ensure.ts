import type { KubeObject } from "../../objects.ts";
import type { NewObject, Registry, ResourceName } from "../../registry.ts";
import { isSame } from "../equality.ts";

/** Creates what isn't there; what is there stays as somebody may have changed it. */
export function ensure<T extends KubeObject>(registry: Registry, resource: ResourceName, object: NewObject<T>, fieldManager: string): T {
  const { namespace, name = "" } = object.metadata;
  return registry.get<T>({ resource, namespace, name }) ?? registry.create<T>(resource, object, { fieldManager });
}

/** Creates it, or puts these fields in place of what stands there. */
export function put<T extends KubeObject>(registry: Registry, resource: ResourceName, object: NewObject<T>, fieldManager: string): T {
  const { namespace, name = "" } = object.metadata;
  const before = registry.get<T>({ resource, namespace, name });
  if (before === undefined) return registry.create<T>(resource, object, { fieldManager });
  const next = { ...before, ...object, metadata: { ...before.metadata, ...object.metadata } } as T;
  return isSame(next, before) ? before : registry.update<T>(resource, next, { fieldManager });
}
