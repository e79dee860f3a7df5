import type { KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";
import { keyOf, objectKey } from "./keys.ts";

/** The objects themselves. Sorted lists are kept until the next change of their kind. */
export class Contents {
  readonly #kinds = new Map<ResourceName, Map<string, KubeObject>>();
  readonly #lists = new Map<ResourceName, readonly KubeObject[]>();

  get(resource: ResourceName, namespace: string, name: string): KubeObject | undefined {
    return this.#kinds.get(resource)?.get(objectKey(namespace, name));
  }

  list(resource: ResourceName, namespace?: string): readonly KubeObject[] {
    const all = this.#lists.get(resource) ?? this.#sort(resource);
    return namespace === undefined || namespace === "" ? all : all.filter((object) => object.metadata.namespace === namespace);
  }

  set(resource: ResourceName, object: KubeObject): void {
    const kind = this.#kinds.get(resource) ?? new Map<string, KubeObject>();
    kind.set(keyOf(object), object);
    this.#kinds.set(resource, kind);
    this.#lists.delete(resource);
  }

  delete(resource: ResourceName, namespace: string, name: string): void {
    this.#kinds.get(resource)?.delete(objectKey(namespace, name));
    this.#lists.delete(resource);
  }

  *entries(): Iterable<{ readonly resource: ResourceName; readonly object: KubeObject }> {
    for (const [resource, kind] of this.#kinds) for (const object of kind.values()) yield { resource, object };
  }

  #sort(resource: ResourceName): readonly KubeObject[] {
    const kind = this.#kinds.get(resource);
    const sorted = kind === undefined ? [] : [...kind.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    this.#lists.set(resource, sorted);
    return sorted;
  }
}
