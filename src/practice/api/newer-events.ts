/** The same Events under the names that events.k8s.io/v1 gives their fields. They are kept as v1 has them. */
import type { KubeObject } from "../objects.ts";

const names: Readonly<Record<string, string>> = {
  involvedObject: "regarding",
  message: "note",
  reportingComponent: "reportingController",
  source: "deprecatedSource",
  firstTimestamp: "deprecatedFirstTimestamp",
  lastTimestamp: "deprecatedLastTimestamp",
  count: "deprecatedCount",
};

export function newerEvent(event: KubeObject): KubeObject {
  const fields = Object.entries(event).map(([name, value]) => [names[name] ?? name, value] as const);
  return { ...(Object.fromEntries(fields) as unknown as KubeObject), apiVersion: "events.k8s.io/v1" };
}

/** A field selector of theirs, in the names of v1. */
export function olderFieldQuery(query: string): string {
  return query.replace(/(^|,)regarding\./g, "$1involvedObject.").replace(/(^|,)reportingController(?=[!=])/g, "$1reportingComponent");
}
