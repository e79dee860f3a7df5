/**
 * The API server without its HTTP skin: the one way in to the objects of the practice cluster, for the
 * HTTP server and for the controllers alike. Every call is synchronous and atomic: when it returns, the
 * change is stored (and survives a kill of the process), and every watcher has been told, in order.
 *
 * Objects that come out are shared: treat them as frozen, write a changed copy back.
 * What Kubernetes would refuse is thrown as an ApiError, which carries the Status a client sees.
 */
import type { KubeObject, ObjectMeta } from "./objects.ts";

/** `group/version/plural`, the core group without its slash: "v1/pods", "apps/v1/deployments". */
export type ResourceName =
  | "v1/pods"
  | "v1/services"
  | "v1/endpoints"
  | "v1/configmaps"
  | "v1/secrets"
  | "v1/namespaces"
  | "v1/nodes"
  | "v1/events"
  | "v1/serviceaccounts"
  | "apps/v1/deployments"
  | "apps/v1/replicasets"
  | "apps/v1/daemonsets"
  | "apps/v1/controllerrevisions"
  | "discovery.k8s.io/v1/endpointslices"
  | "coordination.k8s.io/v1/leases";

export interface ObjectRef {
  readonly resource: ResourceName;
  /** Empty or absent for what is cluster-scoped. */
  readonly namespace?: string | undefined;
  readonly name: string;
}

export interface WatchEvent<T extends KubeObject = KubeObject> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  /** For DELETED: the last state, with the resourceVersion of the deletion. */
  readonly object: T;
  /** What stood there before; absent for ADDED. */
  readonly previous?: T;
}

export interface WriteOptions {
  /** Whose change this is, for managedFields: "kubectl-client-side-apply", "kube-controller-manager", … */
  readonly fieldManager?: string;
  readonly dryRun?: boolean;
  /**
   * "status": only status is taken, and metadata but labels and annotations is kept. "binding": only spec.nodeName and status of a Pod.
   * "finalize": only spec.finalizers of a Namespace.
   */
  readonly subresource?: "status" | "scale" | "binding" | "finalize" | "ephemeralcontainers";
  /** Collects texts for the Warning header. */
  readonly warn?: (text: string) => void;
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  /** Default: Background. */
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan";
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

/** What a caller writes: the server fills in the rest of the metadata. */
export type NewObject<T extends KubeObject> = Omit<T, "metadata"> & { readonly metadata: Partial<ObjectMeta> };

export interface Registry {
  get<T extends KubeObject>(ref: ObjectRef): T | undefined;
  /** Sorted by namespace, then name. Without a namespace: of all namespaces. */
  list<T extends KubeObject>(resource: ResourceName, namespace?: string): readonly T[];
  /** Defaults, validates, allocates, stores. Throws AlreadyExists, Invalid, Forbidden … */
  create<T extends KubeObject>(resource: ResourceName, object: NewObject<T>, options?: WriteOptions): T;
  /** A resourceVersion in the object must be the stored one, else Conflict; without one the write is unconditional. An update that changes nothing stores nothing and tells nobody. */
  update<T extends KubeObject>(resource: ResourceName, object: T, options?: WriteOptions): T;
  /**
   * As the API does it: a Pod with a grace period, or anything with finalizers, first gets a deletionTimestamp (MODIFIED) and stays;
   * gracePeriodSeconds 0 and no finalizers removes it. Returns the object as it was left; undefined when it was not there.
   */
  delete<T extends KubeObject>(ref: ObjectRef, options?: DeleteOptions): T | undefined;
  /** From now on, in order of resourceVersion; called after the change is stored. Returns how to stop. A listener must not throw. */
  watch<T extends KubeObject>(resource: ResourceName, listener: (event: WatchEvent<T>) => void): () => void;
}
