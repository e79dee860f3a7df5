import { ApiError } from "../../api-error.ts";
import { kindOf, qualified, type ResourceKind } from "../catalogue.ts";
import { notFound } from "../errors.ts";
import type { Core } from "./core.ts";

/** Throws what upstream's NamespaceLifecycle says of a new object in a namespace that is missing or going. */
export function verifyNamespaceTakes(core: Core, kind: ResourceKind, target: { readonly namespace: string; readonly name: string }): void {
  const namespaces = kindOf("v1/namespaces");
  const namespace = core.store.get("v1/namespaces", "", target.namespace);
  if (namespace === undefined) throw notFound(namespaces, target.namespace);
  if (namespace.metadata.deletionTimestamp === undefined) return;
  const reason = `unable to create new content in namespace ${target.namespace} because it is being terminated`;
  throw new ApiError({
    code: 403,
    reason: "Forbidden",
    message: `${qualified(kind)} "${target.name}" is forbidden: ${reason}`,
    details: {
      name: target.name,
      ...(kind.group !== "" && { group: kind.group }),
      kind: kind.plural,
      causes: [{ reason: "NamespaceTerminating", message: `namespace ${target.namespace} is being terminated`, field: "metadata.namespace" }],
    },
  });
}
