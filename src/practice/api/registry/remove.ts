import { ApiError } from "../../api-error.ts";
import { apiTime, type KubeObject, type ObjectMeta, type Pod } from "../../objects.ts";
import type { DeleteOptions, ObjectRef } from "../../registry.ts";
import { kindOf } from "../catalogue.ts";
import { equalJson } from "../equal.ts";
import { conflict } from "../errors.ts";
import { isObject } from "../json.ts";
import { type Core, stored } from "./core.ts";
import { isFinished } from "./finished.ts";

const foreground = "foregroundDeletion";
const orphan = "orphan";

export function removeObject(core: Core, ref: ObjectRef, options: DeleteOptions): KubeObject | undefined {
  const previous = stored(core, ref);
  if (previous === undefined) return undefined;
  verifyMortal(ref);
  verifyPreconditions(ref, previous, options);
  const marked = mark(core, previous, options);
  if (options.dryRun === true) return marked;
  if (isFinished(marked)) return core.store.remove(ref.resource, previous.metadata.deletionTimestamp === undefined ? previous : marked);
  return equalJson(marked, previous) ? previous : core.store.put(ref.resource, marked);
}

/** Namespaces that no cluster is without. */
const immortal = ["default", "kube-public", "kube-system"];

function verifyMortal({ resource, name }: ObjectRef): void {
  if (resource !== "v1/namespaces" || !immortal.includes(name)) return;
  const message = `namespaces "${name}" is forbidden: this namespace may not be deleted`;
  throw new ApiError({ code: 403, reason: "Forbidden", message, details: { name, kind: "namespaces" } });
}

function verifyPreconditions(ref: ObjectRef, object: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  if (uid !== undefined && uid !== object.metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${object.metadata.uid}). The object might have been deleted and then recreated`;
    throw conflict(kindOf(ref.resource), ref.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== object.metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${object.metadata.resourceVersion}). The object might have been modified`;
    throw conflict(kindOf(ref.resource), ref.name, why);
  }
}

/** The object as it stands once its deletion was asked for. */
function mark(core: Core, object: KubeObject, options: DeleteOptions): KubeObject {
  const { finalizers: _finalizers, ...meta } = object.metadata;
  const finalizers = finalizersAfter(object.metadata.finalizers ?? [], options);
  const already = meta.deletionTimestamp !== undefined;
  const grace = graceSeconds(object, options);
  const shortened = already && grace < (meta.deletionGracePeriodSeconds ?? 0);
  const deletion = !already || shortened ? { deletionTimestamp: apiTime(core.clock.now() + grace * 1000), deletionGracePeriodSeconds: grace } : {};
  const generation = !already && (meta.generation ?? 0) > 0 ? { generation: meta.generation! + 1 } : {};
  const metadata: ObjectMeta = { ...meta, ...generation, ...deletion, ...(finalizers.length > 0 && { finalizers }) };
  return object.kind === "Namespace" ? terminatingNamespace({ ...object, metadata }) : { ...object, metadata };
}

function terminatingNamespace(namespace: KubeObject): KubeObject {
  const { deletionGracePeriodSeconds: _grace, ...metadata } = namespace.metadata;
  const status = isObject(namespace.status) ? namespace.status : {};
  return { ...namespace, metadata, status: { ...status, phase: "Terminating" } };
}

function finalizersAfter(finalizers: readonly string[], options: DeleteOptions): readonly string[] {
  const others = finalizers.filter((each) => each !== foreground && each !== orphan);
  switch (options.propagationPolicy) {
    case "Foreground":
      return [...others, foreground];
    case "Orphan":
      return [...others, orphan];
    case "Background":
      return others;
  }
  return finalizers;
}

/** Seconds that a Pod gets to shut down; everything else goes at once. */
function graceSeconds(object: KubeObject, options: DeleteOptions): number {
  if (object.kind !== "Pod") return 0;
  const pod = object as Pod;
  if (pod.spec.nodeName === undefined || pod.spec.nodeName === "") return 0;
  if (pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed") return 0;
  const grace = options.gracePeriodSeconds ?? pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return grace < 0 ? 1 : grace;
}
