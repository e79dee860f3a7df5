/** Why an object isn't there: another name, another namespace, another kind, a manifest that can't be, or simply not done yet. */
import type { Finding } from "../finding.ts";
import { applyAll, kubectl, plainCopy, resourceOf } from "../fix.ts";
import { labelsOf, listOf, pick, textOf } from "../json.ts";
import { apiVersionOf, isKind, type Kind } from "../kinds.ts";
import { holdsLabels, type Labels } from "../labels.ts";
import { findMismatches } from "../match.ts";
import type { Fix, Json, KubeObject, ObjectName } from "../model.ts";
import { editDistance, isNear } from "../nearness.ts";
import { ownerOf, podLabels, templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { nameOf, placeOf } from "./cause.ts";
import { explainManifest } from "./manifest/explain-manifest.ts";
import { remade } from "./remake.ts";

/** The object has been looked for and isn't there. */
export function explainAbsence(view: View, wanted: ObjectName): Finding {
  const kind = wanted.kind;
  if (!isKind(kind)) return { code: "missing", object: placeOf(view, wanted) };
  view.objects(kind, wanted.namespace);
  const manifest = explainManifest(view, wanted);
  const isMistake = manifest !== undefined && manifest.code !== "not-applied" && manifest.code !== "manifest-unfinished";
  return (
    explainName(view, wanted, kind, isSlip) ??
    // An object that was made in the wrong namespace holds the port, and its file says which namespace.
    (manifest !== undefined && ["node-port-taken", "manifest-namespace", "manifest-rejected"].includes(manifest.code)
      ? explainNamespace(view, wanted, kind)
      : undefined) ??
    (manifest?.code === "manifest-other-kind" ? explainKind(view, wanted, kind) : undefined) ??
    (isMistake ? manifest : undefined) ??
    explainNamespace(view, wanted, kind) ??
    explainKind(view, wanted, kind) ??
    manifest ??
    explainName(view, wanted, kind, isNear) ?? { code: "missing", object: placeOf(view, wanted), ...remade(view, wanted) }
  );
}

type Likeness = (wanted: string, name: string, fits: boolean) => boolean;

/** One slip of the pen; two where all else is as wanted (counter-np is no misspelt counter-lb). */
function isSlip(wanted: string, name: string, fits: boolean): boolean {
  const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
  return distance === 1 || distance === 0 || (distance === 2 && fits && wanted.length > 4);
}

function explainName(view: View, wanted: ObjectName, kind: Kind, isLike: Likeness): Finding | undefined {
  const taken = view.intent.namesOf(kind);
  const wants = view.intent.wantsOf(kind, wanted.name);
  const fits = (object: KubeObject) => wants.every((want) => findMismatches(want, object).every(({ path }) => path === "metadata.name"));
  const candidates = view
    .objects(kind, wanted.namespace)
    .filter(({ metadata: { name } }) => name !== "kubernetes" && !taken.has(name) && isLike(wanted.name, name, fits(objectNamed(view, kind, name, wanted))));
  const found = [...candidates].sort((a, b) => editDistance(wanted.name, a.metadata.name) - editDistance(wanted.name, b.metadata.name))[0];
  if (found === undefined || ownerOf(found) !== undefined) return undefined;
  const namespace = found.metadata.namespace ?? view.namespace;
  return {
    code: "near-name",
    object: nameOf(found),
    path: "metadata.name",
    seen: found.metadata.name,
    wanted: wanted.name,
    fix: move(found, { name: wanted.name, namespace }),
  };
}

function objectNamed(view: View, kind: Kind, name: string, wanted: ObjectName): KubeObject {
  return view.find(kind, name, wanted.namespace)!;
}

const systemNamespaces = /^(kube-.*|metallb-system|local-path-storage)$/;

function explainNamespace(view: View, wanted: ObjectName, kind: Kind): Finding | undefined {
  const namespace = wanted.namespace ?? view.namespace;
  const isOpen = (other: string) => other !== namespace && !systemNamespaces.test(other) && (namespace === "default" || other === "default");
  const found = view.glance(kind).find((object) => object.metadata.name === wanted.name && isOpen(object.metadata.namespace ?? namespace));
  if (found === undefined) return undefined;
  return {
    code: "other-namespace",
    object: nameOf(found),
    path: "metadata.namespace",
    seen: found.metadata.namespace ?? "",
    wanted: namespace,
    fix: move(found, { name: wanted.name, namespace }),
  };
}

/** A bare Pod or another kind of workload where a Deployment is meant: under its name, else by the labels of its pods. */
function explainKind(view: View, wanted: ObjectName, kind: Kind): Finding | undefined {
  if (kind !== "Deployment") return undefined;
  const isHere = (object: KubeObject) => (object.metadata.namespace ?? view.namespace) === (wanted.namespace ?? view.namespace);
  const others = (["Pod", "ReplicaSet", "StatefulSet", "DaemonSet"] as const).flatMap((other) =>
    view.glance(other).filter((object) => isHere(object) && ownerOf(object) === undefined),
  );
  const labels = templateLabelsWanted(view, wanted.name);
  const isMeant = (object: KubeObject) =>
    Object.keys(labels).length > 0 && holdsLabels(object.kind === "Pod" ? podLabels(object) : templateLabels(object), labels);
  const found = others.find((object) => object.metadata.name === wanted.name) ?? others.find(isMeant);
  return found && { code: "other-kind", object: nameOf(found), path: "kind", seen: found.kind, wanted: kind, ...deploymentOf(view, found, wanted.name) };
}

function templateLabelsWanted(view: View, deployment: string): Labels {
  return Object.assign({}, ...view.intent.wantsOf("Deployment", deployment).map((wants) => labelsOf(pick(wants, "spec", "template", "metadata", "labels"))));
}

/** The Deployment that keeps such a pod alive; without labels there is none. */
function deploymentOf(view: View, found: KubeObject, name: string): { readonly fix: Fix } | Record<string, never> {
  const copy = plainCopy(found);
  const isPod = found.kind === "Pod";
  const labels = labelsOf(isPod ? found.metadata.labels : pick(found, "spec", "template", "metadata", "labels"));
  if (Object.keys(labels).length === 0) return {};
  const template = isPod ? { metadata: { labels }, spec: podSpecOf(copy.spec) } : (pick(copy.spec, "template") as Json);
  const selector = isPod ? { matchLabels: labels } : (pick(copy.spec, "selector") as Json);
  const replicas = isPod ? 1 : ((pick(copy.spec, "replicas") as Json | undefined) ?? 1);
  const manifest = {
    apiVersion: apiVersionOf("Deployment"),
    kind: "Deployment",
    metadata: { ...(copy.metadata as Record<string, Json>), name },
    spec: { replicas, selector, template },
  };
  const namespace = found.metadata.namespace ?? view.namespace;
  return { fix: { ...applyAll(namespace, [manifest]), afterwards: kubectl(namespace, "delete", resourceOf(found.kind), found.metadata.name) } };
}

/** A pod's spec without what the cluster filled in when it ran. */
function podSpecOf(spec: unknown): Json {
  const { nodeName: _, volumes: __, serviceAccountName: ___, serviceAccount: ____, containers, ...rest } = spec as Record<string, Json>;
  return { ...rest, containers: listOf(containers).map((container) => ({ ...(container as Record<string, Json>), volumeMounts: [] })) } as Json;
}

/**
 * The same object under the right name and namespace. What can't be there twice (a node port, an address, the pods of a Deployment)
 * is first taken from the old one, which then only has to be cleared away.
 */
function move(object: KubeObject, to: { readonly name: string; readonly namespace: string }): Fix {
  const from = object.metadata.namespace ?? to.namespace;
  const copy = plainCopy(object);
  const metadata = { ...(copy.metadata as Record<string, Json>), name: to.name, namespace: to.namespace };
  const made = { ...copy, metadata, ...(object.kind === "Service" ? { spec: serviceSpecOf(copy.spec) } : {}) };
  const emptied = emptiedCopy(object, copy, from);
  return {
    command: ["kubectl", "apply", "-f", "-"],
    stdin: applyAll(to.namespace, [...emptied, made]).stdin,
    afterwards: kubectl(from, "delete", resourceOf(object.kind), object.metadata.name),
  };
}

function emptiedCopy(object: KubeObject, copy: Record<string, Json>, namespace: string): readonly Json[] {
  const metadata = { ...(copy.metadata as Record<string, Json>), namespace };
  if (object.kind === "Deployment") return [{ ...copy, metadata, spec: { ...(copy.spec as Record<string, Json>), replicas: 0 } }];
  if (object.kind !== "Service" || textOf(pick(object, "spec", "type")) === "ClusterIP") return [];
  const spec = serviceSpecOf(copy.spec);
  const ports = listOf(spec.ports).map((port) => {
    const { nodePort: _, ...rest } = port as Record<string, Json>;
    return rest;
  });
  return [{ apiVersion: "v1", kind: "Service", metadata, spec: { ...spec, type: "ClusterIP", ports } }];
}

/** Without the addresses that belong to the one object alone. */
function serviceSpecOf(spec: unknown): Record<string, Json> {
  const drop = new Set([
    "clusterIP",
    "clusterIPs",
    "ipFamilies",
    "ipFamilyPolicy",
    "internalTrafficPolicy",
    "externalTrafficPolicy",
    "allocateLoadBalancerNodePorts",
    "healthCheckNodePort",
  ]);
  return Object.fromEntries(Object.entries(spec as Record<string, Json>).filter(([key, value]) => !drop.has(key) || (key === "clusterIP" && value === "None")));
}
