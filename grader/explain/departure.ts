/** An object that was deleted and isn't gone yet: it may still work, and nothing that is marked by it would last. */
import type { Finding } from "../finding.ts";
import { mergePatch } from "../fix.ts";
import { listOf } from "../json.ts";
import { isKind } from "../kinds.ts";
import type { KubeObject, ObjectName } from "../model.ts";
import type { View } from "../view.ts";
import { nameOf } from "./cause.ts";

/** undefined: none of these objects is on its way out. */
export function explainDeparture(view: View, objects: readonly ObjectName[]): Finding | undefined {
  const found = objects.flatMap(({ kind, name, namespace = view.namespace }) =>
    isKind(kind) ? view.glance(kind).filter(({ metadata }) => metadata.name === name && (metadata.namespace ?? namespace) === namespace) : [],
  );
  const leaving = found.find(({ metadata }) => metadata.deletionTimestamp !== undefined);
  return leaving && beingDeleted(leaving);
}

/** A finalizer of the cluster's own is somebody's work in progress; one that a person wrote holds the object for good. */
function beingDeleted(leaving: KubeObject): Finding {
  const finalizers = listOf(leaving.metadata.finalizers).map(String);
  const isByHand = finalizers.some((each) => each.includes("/") && !/(^|\.)(kubernetes|k8s)\.io\//.test(each));
  return {
    code: "being-deleted",
    object: nameOf(leaving),
    path: "metadata.finalizers",
    seen: finalizers,
    ...(isByHand ? { fix: mergePatch(leaving, { metadata: { finalizers: null } }) } : {}),
  };
}
