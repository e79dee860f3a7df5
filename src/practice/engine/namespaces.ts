import { apiTime, type Condition, type KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";
import { withCondition } from "./conditions.ts";
import { isSame } from "./equality.ts";
import { createQueue } from "./queue.ts";
import { CONTROLLER_MANAGER, CONTROLLER_STATUS, type Running, type Surroundings } from "./surroundings.ts";
import { follow } from "./watching.ts";

interface Namespace extends KubeObject {
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly Condition[] };
}

/** Owners come before what they own, so that nothing is made anew while the namespace is emptied. */
const CONTENT: readonly ResourceName[] = [
  "apps/v1/deployments",
  "apps/v1/daemonsets",
  "apps/v1/replicasets",
  "v1/services",
  "v1/pods",
  "discovery.k8s.io/v1/endpointslices",
  "v1/endpoints",
  "apps/v1/controllerrevisions",
  "v1/configmaps",
  "v1/secrets",
  "v1/serviceaccounts",
  "coordination.k8s.io/v1/leases",
  "v1/events",
];

/** Empties namespaces that are being deleted, and lets them go when nothing is left in them. */
export function startNamespaceController(surroundings: Surroundings): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (name) => {
    const namespace = registry.get<Namespace>({ resource: "v1/namespaces", name });
    if (namespace?.metadata.deletionTimestamp !== undefined) empty(surroundings, namespace);
  });
  const isTerminating = (name: string): boolean => registry.get<Namespace>({ resource: "v1/namespaces", name })?.metadata.deletionTimestamp !== undefined;
  const stops = [
    follow<Namespace>(registry, "v1/namespaces", ({ type, object }) => {
      if (type !== "DELETED" && object.metadata.deletionTimestamp !== undefined) queue.add(object.metadata.name);
    }),
    ...CONTENT.map((resource) =>
      registry.watch(resource, ({ type, object }) => {
        const name = object.metadata.namespace ?? "";
        if (type === "DELETED" && isTerminating(name)) queue.add(name);
      }),
    ),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function empty({ registry, clock }: Surroundings, namespace: Namespace): void {
  const { name } = namespace.metadata;
  for (const resource of CONTENT) {
    for (const { metadata } of registry.list(resource, name)) {
      if (metadata.deletionTimestamp === undefined) registry.delete({ resource, namespace: name, name: metadata.name }, { propagationPolicy: "Background" });
    }
  }
  const left = CONTENT.flatMap((resource) => registry.list(resource, name).map((object) => ({ resource, object })));
  const current = registry.get<Namespace>({ resource: "v1/namespaces", name });
  if (current === undefined) return;
  const now = apiTime(clock.now());
  const conditions = conditionsFor(left, now).reduce(withCondition, current.status?.conditions ?? []);
  const status = { ...current.status, phase: "Terminating", conditions };
  const told = isSame(status, current.status) ? current : registry.update<Namespace>("v1/namespaces", { ...current, status }, CONTROLLER_STATUS);
  if (left.length > 0) return;
  const finalizers = (told.spec?.finalizers ?? []).filter((finalizer) => finalizer !== "kubernetes");
  registry.update<Namespace>("v1/namespaces", { ...told, spec: { ...told.spec, finalizers } }, { ...CONTROLLER_MANAGER, subresource: "finalize" });
}

function conditionsFor(left: readonly { readonly resource: ResourceName; readonly object: KubeObject }[], now: string): readonly Condition[] {
  const finalizers = left.flatMap(({ object }) => object.metadata.finalizers ?? []);
  const remaining = countTexts(
    left.map(({ resource }) => resourceText(resource)),
    (text, count) => `${text} has ${count} resource instances`,
  );
  const held = countTexts(finalizers, (text, count) => `${text} in ${count} resource instances`);
  const at = { lastTransitionTime: now };
  return [
    { type: "NamespaceDeletionDiscoveryFailure", status: "False", reason: "ResourcesDiscovered", message: "All resources successfully discovered", ...at },
    {
      type: "NamespaceDeletionGroupVersionParsingFailure",
      status: "False",
      reason: "ParsedGroupVersions",
      message: "All legacy kube types successfully parsed",
      ...at,
    },
    {
      type: "NamespaceDeletionContentFailure",
      status: "False",
      reason: "ContentDeleted",
      message: "All content successfully deleted, may be waiting on finalization",
      ...at,
    },
    left.length > 0
      ? { type: "NamespaceContentRemaining", status: "True", reason: "SomeResourcesRemain", message: `Some resources are remaining: ${remaining}`, ...at }
      : { type: "NamespaceContentRemaining", status: "False", reason: "ContentRemoved", message: "All content successfully removed", ...at },
    finalizers.length > 0
      ? {
          type: "NamespaceFinalizersRemaining",
          status: "True",
          reason: "SomeFinalizersRemain",
          message: `Some content in the namespace has finalizers remaining: ${held}`,
          ...at,
        }
      : {
          type: "NamespaceFinalizersRemaining",
          status: "False",
          reason: "ContentHasNoFinalizers",
          message: "All content-preserving finalizers finished",
          ...at,
        },
  ];
}

function countTexts(texts: readonly string[], render: (text: string, count: number) => string): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([text, count]) => render(text, count))
    .join(", ");
}

/** `pods.`, `deployments.apps`: the resource and its group. */
function resourceText(resource: ResourceName): string {
  const parts = resource.split("/");
  return parts.length === 2 ? `${parts[1]}.` : `${parts[2]}.${parts[0]}`;
}
