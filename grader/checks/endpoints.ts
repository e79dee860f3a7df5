/** The Service's EndpointSlices list exactly the ready pods of these labels, and no other. Reachability is no proof (FACTS 1.1.5). */
import type { CheckKind } from "../check-kind.ts";
import { walkReads } from "../check-kind.ts";
import { explainEndpoints } from "../explain/found-pods.ts";
import type { EndpointsCheck } from "../model.ts";

export const endpointsCheck: CheckKind<EndpointsCheck> = {
  reads: () => walkReads,
  judge: (check, view) => {
    const cause = explainEndpoints(view, check);
    return cause === undefined ? [] : [cause];
  },
};
