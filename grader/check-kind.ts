/** What each kind of check is made of: what it reads, what it asks, how it decides. */
import type { Cause } from "./explain/cause.ts";
import type { Kind } from "./kinds.ts";
import type { Check, ProbeRequest } from "./model.ts";
import type { View } from "./view.ts";

export interface CheckKind<C extends Check> {
  /** Lists that judging or explaining it may look at. */
  readonly reads: (check: C) => readonly Kind[];
  /** Requests that make sense in the world as it is; their ids begin with the check's id. */
  readonly probes?: (check: C, view: View) => readonly ProbeRequest[];
  /** Pure. What it found wrong; empty: passed. */
  readonly judge: (check: C, view: View) => Judgement;
}

/** Nothing: it holds. Trouble counts only where no mistake was found. */
export type Judgement = readonly Cause[];

/** Lists that the walk from client to process may look at. */
export const walkReads: readonly Kind[] = ["Service", "EndpointSlice", "Pod", "ReplicaSet", "Deployment"];
