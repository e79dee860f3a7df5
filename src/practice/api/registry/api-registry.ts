import type { KubeObject } from "../../objects.ts";
import type { Registry, ResourceName } from "../../registry.ts";
import type { StoreChange } from "../../store/store.ts";

/** The Registry with what the HTTP skin needs beside it. */
export interface ApiRegistry extends Registry {
  /** The resourceVersion of the last change. */
  readonly revision: number;
  readonly oldestRevision: number;
  /** Changes of this resource after a revision; undefined when they are no longer all kept. */
  changesSince(resource: ResourceName, revision: number): readonly StoreChange[] | undefined;
  watchChanges(resource: ResourceName, listener: (change: StoreChange) => void): () => void;
  /** As an update, but managedFields are taken as the object has them: for server-side apply, which computes them. */
  store(write: {
    readonly resource: ResourceName;
    readonly object: KubeObject;
    readonly create: boolean;
    readonly dryRun: boolean;
    readonly warn: (text: string) => void;
  }): KubeObject;
}
