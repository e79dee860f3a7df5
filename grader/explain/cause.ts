/** What an explanation comes to: a mistake that can be named, or trouble that is nobody's. undefined: this link holds. */
import type { Finding } from "../finding.ts";
import type { KubeObject, ObjectName, Trouble } from "../model.ts";
import type { View } from "../view.ts";

export type Cause = Finding | Trouble;

export function isFinding(cause: Cause | undefined): cause is Finding {
  return cause !== undefined && "object" in cause;
}

/** The object as a finding names it. */
export function nameOf(object: KubeObject): Finding["object"] {
  return { kind: object.kind, namespace: object.metadata.namespace ?? "", name: object.metadata.name };
}

/** An object that isn't there, as a finding names it. */
export function placeOf(view: View, object: ObjectName): Finding["object"] {
  return { kind: object.kind, namespace: object.namespace ?? view.namespace, name: object.name };
}

/** The first mistake; without one, the first trouble; links that hold don't count. */
export function firstCause(causes: readonly (Cause | undefined)[]): Cause | undefined {
  return causes.find(isFinding) ?? causes.find((cause) => cause !== undefined);
}
