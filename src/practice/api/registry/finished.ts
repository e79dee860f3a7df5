import type { KubeObject } from "../../objects.ts";
import { isObject } from "../json.ts";

/** Deleted, and nothing left that holds it back: neither finalizers nor time to shut down. */
export function isFinished(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers?.length ?? 0) > 0) return false;
  if (object.kind === "Namespace") return namespaceFinalizers(object).length === 0;
  return (deletionGracePeriodSeconds ?? 0) === 0;
}

/** spec.finalizers of a Namespace: "kubernetes" until its content is gone. */
function namespaceFinalizers(namespace: KubeObject): readonly unknown[] {
  const spec = namespace.spec;
  return isObject(spec) && Array.isArray(spec.finalizers) ? spec.finalizers : [];
}
