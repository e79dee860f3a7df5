/** A Service finds exactly the ready pods that are meant. */
import { kubectl } from "../fix.ts";
import { compareText, labelsOf } from "../json.ts";
import { holdsLabels, type Labels } from "../labels.ts";
import type { Fix, KubeObject } from "../model.ts";
import { deploymentOf, isAlive, isReady, ownerOf, replicasOf } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, nameOf } from "./cause.ts";
import { endpointsOf, explainSlices, podAddress } from "./endpoints.ts";
import { explainUnselected, findStrangers } from "./selector.ts";
import { walkService } from "./walk.ts";
import { explainWorkload } from "./workload.ts";

export interface FoundPods {
  readonly service: string;
  readonly pods: Labels;
  readonly count?: number | undefined;
}

export function explainEndpoints(view: View, wish: FoundPods): Cause | undefined {
  const service = view.find("Service", wish.service);
  if (service === undefined) return walkService(view, { service: wish.service });
  const meant = view.objects("Pod").filter((pod) => isAlive(pod) && holdsLabels(labelsOf(pod.metadata.labels), wish.pods));
  const ready = meant.filter(isReady);
  const listed = endpointsOf(view, service).map(({ address }) => address);
  const selector = explainUnselected(view, service, wish.pods);
  if (selector !== undefined) return selector;
  const isExact = listed.join() === ready.map(podAddress).sort(compareText).join();
  if (isExact && ready.length > 0 && (wish.count === undefined || ready.length === wish.count)) return explainMixture(view, service, ready, wish);
  const cause = walkService(view, { service: wish.service, pods: wish.pods, inner: true, portless: true });
  return cause ?? explainCount(view, service, meant, wish) ?? explainSlices(view, service, meant) ?? nothingFound(service, wish);
}

/** The labels fit, and some of the pods are others' all the same: a second Deployment of the same labels, a bare pod. undefined: they are all the lab's. */
function explainMixture(view: View, service: KubeObject, ready: readonly KubeObject[], wish: FoundPods): Cause | undefined {
  const names = view.intent.workloadsFor(wish.pods).filter((name) => view.find("Deployment", name) !== undefined);
  if (names.length === 0) return undefined;
  const strangers = names.reduce((left, name) => findStrangers(view, left, name), ready);
  return strangers.length === 0 ? undefined : strangersFound(view, service, strangers);
}

/** All that is found is meant, and yet it is too many or too few. */
function explainCount(view: View, service: KubeObject, meant: readonly KubeObject[], wish: FoundPods): Cause | undefined {
  if (wish.count === undefined) return undefined;
  for (const name of view.intent.workloadsFor(wish.pods)) {
    const deployment = view.find("Deployment", name);
    if (deployment === undefined) continue;
    const strangers = findStrangers(view, meant, name);
    if (strangers.length > 0) return strangersFound(view, service, strangers);
    if (replicasOf(deployment) !== wish.count) return tooMany(deployment, wish.count) ?? explainWorkload(view, deployment, wish.count);
  }
  return undefined;
}

function strangersFound(view: View, service: KubeObject, strangers: readonly KubeObject[]): Cause {
  const names = strangers.map((pod) => pod.metadata.name).sort(compareText);
  return { code: "stranger-pods", object: nameOf(service), path: "spec.selector", seen: names, ...clearing(view, strangers) };
}

/** Pods that nothing would make again are deleted; what makes them is scaled down. */
function clearing(view: View, strangers: readonly KubeObject[]): { readonly fix: Fix } | Record<string, never> {
  const namespace = strangers[0]?.metadata.namespace;
  const bare = strangers.filter((pod) => ownerOf(pod) === undefined).map((pod) => pod.metadata.name);
  if (bare.length > 0) return { fix: { command: kubectl(namespace, "delete", "pod", ...bare.sort(compareText)) } };
  const maker = strangers.map((pod) => deploymentOf(view, pod)).find((deployment) => deployment !== undefined);
  if (maker !== undefined) return { fix: { command: kubectl(namespace, "scale", `deployment/${maker.metadata.name}`, "--replicas=0") } };
  const owner = strangers.map(ownerOf).find((held) => held !== undefined && ["ReplicaSet", "StatefulSet", "DaemonSet"].includes(held.kind));
  if (owner === undefined) return {};
  const kind = owner.kind.toLowerCase();
  // A DaemonSet has no number of pods that could be set.
  const words = kind === "daemonset" ? ["delete", kind, owner.name] : ["scale", `${kind}/${owner.name}`, "--replicas=0"];
  return { fix: { command: kubectl(namespace, ...words) } };
}

function tooMany(deployment: KubeObject, wanted: number): Cause | undefined {
  const seen = replicasOf(deployment);
  if (seen <= wanted) return undefined;
  const command = kubectl(deployment.metadata.namespace, "scale", `deployment/${deployment.metadata.name}`, `--replicas=${wanted}`);
  return { code: "field-differs", object: nameOf(deployment), path: "spec.replicas", seen, wanted, fix: { command } };
}

function nothingFound(service: KubeObject, wish: FoundPods): Cause {
  return {
    code: "selector-matches-nothing",
    object: nameOf(service),
    path: "spec.selector",
    seen: labelsOf((service.spec as { selector?: unknown })?.selector),
    wanted: wish.pods,
  };
}
