import { dnsSubdomain } from "./field/formats.ts";
import type { KindRules } from "./kind-rules.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "./meta/object-meta.ts";

/** A kind of which nothing but the metadata is looked at. */
export function plainKind(scope: { readonly namespaced: boolean }): KindRules {
  return {
    createErrors: (object) => objectMetaErrors(object, { ...scope, name: dnsSubdomain }),
    updateErrors: objectMetaUpdateErrors,
  };
}
