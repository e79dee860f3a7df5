/** A Deployment all of whose pods are ready, of the newest revision, and at least so many. */
import type { CheckKind } from "../check-kind.ts";
import { explainAbsence } from "../explain/absence.ts";
import { explainWorkload } from "../explain/workload.ts";
import type { ReadyCheck } from "../model.ts";

export const readyCheck: CheckKind<ReadyCheck> = {
  reads: () => ["Deployment", "ReplicaSet", "Pod", "Service"],
  judge: (check, view) => {
    const deployment = view.find("Deployment", check.object.name, check.object.namespace);
    if (deployment === undefined) return [explainAbsence(view, check.object)];
    const cause = explainWorkload(view, deployment, check.pods);
    return cause === undefined ? [] : [cause];
  },
};
