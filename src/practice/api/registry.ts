import type { KubeObject } from "../objects.ts";
import type { NewObject, ObjectRef, ResourceName, WatchEvent } from "../registry.ts";
import type { RegistryOptions } from "./options.ts";
import type { ApiRegistry } from "./registry/api-registry.ts";
import { stored } from "./registry/core.ts";
import { createObject } from "./registry/create.ts";
import { removeObject } from "./registry/remove.ts";
import { updateObject } from "./registry/update.ts";

/** The objects of the store behind the API's rules. The namespaces that a cluster starts with are the composition's to create. */
export function createRegistry(core: RegistryOptions): ApiRegistry {
  const { store } = core;
  const watchChanges: ApiRegistry["watchChanges"] = (resource, listener) =>
    store.watch((change) => {
      if (change.resource === resource) listener(change);
    });
  return {
    get revision() {
      return store.revision;
    },
    get oldestRevision() {
      return store.oldestRevision;
    },
    get: <T extends KubeObject>(ref: ObjectRef) => stored(core, ref) as T | undefined,
    list: <T extends KubeObject>(resource: ResourceName, namespace?: string) => store.list(resource, namespace) as readonly T[],
    create: <T extends KubeObject>(resource: ResourceName, object: NewObject<T>, options = {}) => createObject(core, resource, object, options) as T,
    update: <T extends KubeObject>(resource: ResourceName, object: T, options = {}) => updateObject(core, resource, object, options) as T,
    delete: <T extends KubeObject>(ref: ObjectRef, options = {}) => removeObject(core, ref, options) as T | undefined,
    watch: <T extends KubeObject>(resource: ResourceName, listener: (event: WatchEvent<T>) => void) =>
      watchChanges(resource, ({ type, object, previous }) => listener({ type, object: object as T, ...(previous && { previous: previous as T }) })),
    watchChanges,
    changesSince: (resource, revision) => store.changesSince(revision)?.filter((change) => change.resource === resource),
  };
}
