/** An object that must not be there. */
import type { CheckKind } from "../check-kind.ts";
import { nameOf } from "../explain/cause.ts";
import { kubectl, resourceOf } from "../fix.ts";
import { isKind } from "../kinds.ts";
import type { AbsentCheck } from "../model.ts";

export const absentCheck: CheckKind<AbsentCheck> = {
  reads: (check) => (isKind(check.object.kind) ? [check.object.kind] : []),
  judge: (check, view) => {
    const { kind, name, namespace } = check.object;
    const live = isKind(kind) ? view.find(kind, name, namespace) : undefined;
    if (live === undefined) return [];
    return [
      {
        code: "unwanted",
        object: nameOf(live),
        path: "metadata.name",
        seen: name,
        fix: { command: kubectl(live.metadata.namespace, "delete", resourceOf(kind), name) },
      },
    ];
  },
};
