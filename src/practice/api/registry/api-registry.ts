import type { KubeObject } from "../../objects.ts";
import type { NewObject, Registry, ResourceName, WriteOptions } from "../../registry.ts";
import type { StoreChange } from "../../store/store.ts";

/** The Registry with what the HTTP skin needs beside it. */
export interface ApiRegistry extends Registry {
  /** The resourceVersion of the last change. */
  readonly revision: number;
  readonly oldestRevision: number;
  create<T extends KubeObject>(resource: ResourceName, object: NewObject<T>, options?: ApiWriteOptions): T;
  update<T extends KubeObject>(resource: ResourceName, object: T, options?: ApiWriteOptions): T;
  /** Changes of this resource after a revision; undefined when they are no longer all kept. */
  changesSince(resource: ResourceName, revision: number): readonly StoreChange[] | undefined;
  watchChanges(resource: ResourceName, listener: (change: StoreChange) => void): () => void;
}

export interface ApiWriteOptions extends WriteOptions {
  /** managedFields are taken as the object has them: server-side apply has computed them. */
  readonly managedFields?: "given";
}
