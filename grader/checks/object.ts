/** A partial manifest that the live object must hold. */
import type { CheckKind } from "../check-kind.ts";
import { walkReads } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { explainField } from "../explain/field.ts";
import { meaningOf } from "../explain/meaning.ts";
import { listOf, pick } from "../json.ts";
import { isKind } from "../kinds.ts";
import { findMismatches } from "../match.ts";
import type { ObjectCheck } from "../model.ts";

export const objectCheck: CheckKind<ObjectCheck> = {
  reads: (check) => [...walkReads, ...(isKind(check.object.kind) ? [check.object.kind] : []), ...(wantsEnvironment(check) ? (["ConfigMap"] as const) : [])],
  judge: (check, view) => {
    const { kind, name, namespace } = check.object;
    const live = isKind(kind) ? view.find(kind, name, namespace) : undefined;
    if (live === undefined) return [explainAbsence(view, check.object)];
    return findMismatches(check.wants, live, meaningOf(view, live)).map((mismatch) => explainField(view, live, mismatch));
  },
};

/** A container's environment may stand in ConfigMaps. */
export function wantsEnvironment(check: ObjectCheck): boolean {
  return listOf(pick(check.wants, "spec", "template", "spec", "containers")).some((container) => pick(container, "env") !== undefined);
}
