/** Where the objects of the practice cluster are kept: in memory, each change written to a journal first. */
import type { KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";

export interface StoreChange {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly resource: ResourceName;
  /** As stored; for DELETED the last state. Its metadata.resourceVersion is `revision`. */
  readonly object: KubeObject;
  readonly previous?: KubeObject;
  readonly revision: number;
}

export interface Store {
  /** The resourceVersion of the last change, of whatever kind. */
  readonly revision: number;
  /** A watch can start after any revision from this one on; an older one has lost changes. */
  readonly oldestRevision: number;
  /** Namespace "" for what is cluster-scoped. */
  get(resource: ResourceName, namespace: string, name: string): KubeObject | undefined;
  /** In the order of etcd's keys: namespace/name. */
  list(resource: ResourceName, namespace?: string): readonly KubeObject[];
  /** Stores the object under the next revision, which it stamps. Throws ApiError InternalError when the disk refuses; nothing has changed then. */
  put(resource: ResourceName, object: KubeObject): KubeObject;
  /** Removes what is stored under the object's name, `last` being the state that watchers are shown; it comes back with the revision of its removal. Throws as put does. */
  remove(resource: ResourceName, last: KubeObject): KubeObject;
  /** The kept changes after a revision, oldest first; undefined when some are no longer kept. */
  changesSince(revision: number): readonly StoreChange[] | undefined;
  /** Called after each change is stored, in order. A listener that writes is told of its own write after the others were told of the first. */
  watch(listener: (change: StoreChange) => void): () => void;
  /** Writes a snapshot and closes the files. */
  close(): void;
}

export interface OpenedStore {
  readonly store: Store;
  /** Paths that broken files were renamed to. Empty when all was well. */
  readonly setAside: readonly string[];
}
