import * as admission from "../../src/practice/admission/admission.ts";
import type { Admission } from "../../src/practice/api/admission-port.ts";
import { createRegistry } from "../../src/practice/api/registry.ts";
import { type Clock, systemClock } from "../../src/practice/clock.ts";
import type { KubeObject } from "../../src/practice/objects.ts";
import type { ObjectRef, Registry, ResourceName } from "../../src/practice/registry.ts";
import { createStore } from "../../src/practice/store/create-store.ts";

/** The real registry on a store in memory. */
export function practiceRegistry(options: { readonly clock?: Clock; readonly folder?: string } = {}): Registry {
  const { clock = systemClock, folder } = options;
  const { store } = createStore({ ...(folder === undefined ? {} : { folder }), now: clock.now() });
  return createRegistry({ store, clock, admission: admission as unknown as Admission });
}

/** Settles as soon as the objects of that kind satisfy the predicate; rejects with what they were after the time. */
export function eventually<T extends KubeObject>(
  registry: Registry,
  resource: ResourceName,
  predicate: (objects: readonly T[]) => boolean,
  milliseconds = 5000,
): Promise<readonly T[]> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const objects = registry.list<T>(resource);
      if (!predicate(objects)) return false;
      clearTimeout(timer);
      stop();
      resolve(objects);
      return true;
    };
    const stop = registry.watch<T>(resource, () => look());
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`not within ${milliseconds} ms: ${resource} ${JSON.stringify(registry.list(resource), undefined, 1)}`));
    }, milliseconds);
    look();
  });
}

export async function eventuallyOne<T extends KubeObject>(
  registry: Registry,
  ref: ObjectRef,
  predicate: (object: T | undefined) => boolean,
  milliseconds = 5000,
): Promise<T | undefined> {
  await eventually<T>(registry, ref.resource, () => predicate(registry.get<T>(ref)), milliseconds);
  return registry.get<T>(ref);
}
