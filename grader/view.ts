/** An observation as one check reads it. It remembers which lists were needed, so that trouble with any other list is nobody's. */
import type { Intent } from "./intent.ts";
import { compareText, pick } from "./json.ts";
import type { Kind } from "./kinds.ts";
import type { KubeObject, Lab, Observation, ProbeResult, Trouble } from "./model.ts";

export interface View {
  readonly lab: Lab;
  readonly intent: Intent;
  readonly observation: Observation;
  /** The namespace the lab runs in. */
  readonly namespace: string;
  /** The objects of a kind in a namespace, by name. Makes the list a needed one. */
  objects(kind: Kind, namespace?: string): readonly KubeObject[];
  find(kind: Kind, name: string, namespace?: string): KubeObject | undefined;
  /** Of all namespaces, as far as it could be read: for what makes an explanation better but no verdict. */
  glance(kind: Kind): readonly KubeObject[];
  probe(id: string): ProbeResult | undefined;
  /** Why the verdict can't be trusted: the first needed list that could not be read. */
  trouble(): Trouble | undefined;
}

export function viewOf(input: { readonly lab: Lab; readonly intent: Intent; readonly observation: Observation }): View {
  const { lab, intent, observation } = input;
  const namespace = observation.cluster.namespace;
  const needed = new Set<Kind>();
  let isOwnNeeded = false;
  const all = (kind: Kind): readonly KubeObject[] =>
    observation.world.lists.flatMap(({ query, result }) => (query.kind === kind && result.status === "read" ? result.items : [])).toSorted(byPlace);
  const objects = (kind: Kind, where = namespace) => {
    needed.add(kind);
    isOwnNeeded ||= where === namespace;
    return all(kind).filter((object) => (object.metadata.namespace ?? where) === where);
  };
  return {
    lab,
    intent,
    observation,
    namespace,
    objects,
    find: (kind, name, where = namespace) => objects(kind, where).find((object) => object.metadata.name === name),
    glance: all,
    probe: (id) => observation.probes.find(({ request }) => request.id === id)?.result,
    trouble: () => {
      for (const kind of [...needed].sort(compareText)) {
        const lists = observation.world.lists.filter(({ query }) => query.kind === kind);
        if (lists.length === 0) return { code: "cancelled", detail: `${kind}: not read` };
        for (const { result } of lists) if (result.status === "unreadable") return result.trouble;
      }
      return isOwnNeeded ? namespaceTrouble(all("Namespace"), namespace) : undefined;
    },
  };
}

/** undefined: it is there, or may not be looked at. A cluster has several at least. */
function namespaceTrouble(namespaces: readonly KubeObject[], name: string): Trouble | undefined {
  const found = namespaces.find(({ metadata }) => metadata.name === name);
  const look = ["kubectl", "get", "namespace", name];
  if (found === undefined) return namespaces.length === 0 ? undefined : { code: "namespace-gone", detail: name, look };
  const isEnding = found.metadata.deletionTimestamp !== undefined || pick(found, "status", "phase") === "Terminating";
  return isEnding ? { code: "namespace-gone", detail: `${name}: Terminating`, look } : undefined;
}

function byPlace(a: KubeObject, b: KubeObject): number {
  return compareText(a.metadata.namespace ?? "", b.metadata.namespace ?? "") || compareText(a.metadata.name, b.metadata.name);
}
