/** A Service's selector against the labels that exist. */
import type { Finding } from "../finding.ts";
import { jsonPatch, mergePatch } from "../fix.ts";
import { compareText, labelsOf, listOf, pick, stableText } from "../json.ts";
import { holdsLabels, type Labels, likeness } from "../labels.ts";
import type { Fix, Json, KubeObject } from "../model.ts";
import { deploymentOf, isAlive, podLabels, templateLabels } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, firstCause, nameOf } from "./cause.ts";
import { explainLabels } from "./labels.ts";
import { portsOf } from "./service-port.ts";
import { knownPorts } from "./target-port.ts";
import { explainWorkload } from "./workload.ts";

export function selectorOf(service: KubeObject): Labels {
  return labelsOf(pick(service, "spec", "selector"));
}

export function selectedPods(view: View, service: KubeObject): readonly KubeObject[] {
  const selector = selectorOf(service);
  if (Object.keys(selector).length === 0) return [];
  return view.objects("Pod", service.metadata.namespace).filter((pod) => isAlive(pod) && holdsLabels(labelsOf(pod.metadata.labels), selector));
}

/** undefined: the selector finds pods, and none but those that are meant. `meant`: labels of the pods that are meant, where that is known. */
export function explainSelector(view: View, service: KubeObject, meant: Labels | undefined): Cause | undefined {
  const selector = selectorOf(service);
  if (Object.keys(selector).length === 0) return hasManualEndpoints(view, service) ? undefined : explainNoSelector(view, service, meant);
  const selected = selectedPods(view, service);
  if (selected.length === 0) return explainNothing(view, service, meant);
  if (meant === undefined) return undefined;
  const strangers = selected.filter((pod) => !holdsLabels(podLabels(pod), meant));
  if (strangers.length === 0) return undefined;
  const wrong = strangers.length === selected.length;
  const mislabelled = wrong && holdsLabels(meant, selector) ? explainLabels(view, meant) : undefined;
  if (mislabelled !== undefined) return mislabelled;
  return {
    code: wrong ? "selector-other-pods" : "selector-too-broad",
    object: nameOf(service),
    path: "spec.selector",
    seen: selector,
    wanted: fixedSelector(view, selector, meant),
    nearest: strangers.map((pod) => pod.metadata.name).sort(compareText),
    fix: setSelector(service, fixedSelector(view, selector, meant)),
  };
}

/** undefined: there is a selector. Endpoints that were written by hand are right only as long as no pod is replaced. */
export function explainUnselected(view: View, service: KubeObject, meant: Labels): Finding | undefined {
  return Object.keys(selectorOf(service)).length === 0 ? explainNoSelector(view, service, meant) : undefined;
}

function hasManualEndpoints(view: View, service: KubeObject): boolean {
  const slices = view
    .objects("EndpointSlice", service.metadata.namespace)
    .filter((slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === service.metadata.name);
  return slices.some((slice) => listOf(pick(slice, "endpoints")).length > 0);
}

function explainNoSelector(view: View, service: KubeObject, meant: Labels | undefined): Finding {
  const wanted = meant ?? nearestLabels(view, service, { app: service.metadata.name });
  return {
    code: "selector-missing",
    object: nameOf(service),
    path: "spec.selector",
    seen: null,
    ...(wanted === undefined ? {} : { wanted, fix: setSelector(service, wanted) }),
  };
}

/** No pod carries these labels: the pods are not there, or carry others, or the selector asks for the wrong ones. */
function explainNothing(view: View, service: KubeObject, meant: Labels | undefined): Cause {
  const selector = selectorOf(service);
  const makers = view.objects("Deployment", service.metadata.namespace).filter((deployment) => holdsLabels(templateLabels(deployment), selector));
  const asMeant = meant === undefined || holdsLabels(meant, selector);
  if (asMeant) {
    const causes = [
      ...makers.map((deployment) => explainWorkload(view, deployment, 1)),
      makers.length === 0 && meant !== undefined ? explainLabels(view, meant) : undefined,
    ];
    const cause = firstCause(causes);
    if (cause !== undefined) return cause;
  }
  const nearest = nearestLabels(view, service, selector);
  const wanted = meant ?? nearest;
  return {
    code: "selector-matches-nothing",
    object: nameOf(service),
    path: "spec.selector",
    seen: selector,
    ...(wanted === undefined ? {} : { wanted: fixedSelector(view, selector, wanted), fix: setSelector(service, fixedSelector(view, selector, wanted)) }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** Labels of the pods (or, where none runs, of the templates) that have most in common with a selector. */
function nearestLabels(view: View, service: KubeObject, selector: Labels): Labels | undefined {
  const namespace = service.metadata.namespace;
  const pods = view.objects("Pod", namespace).filter(isAlive);
  const templates = view.objects("Deployment", namespace);
  const candidates = [
    ...pods.map((pod) => ({ labels: podLabels(pod), spec: pick(pod, "spec") })),
    ...templates.map((deployment) => ({ labels: templateLabels(deployment), spec: pick(deployment, "spec", "template", "spec") })),
  ];
  const scored = candidates
    .map(({ labels, spec }) => ({ labels, score: likeness(selector, labels), fits: listensFor(service, spec) }))
    .filter(({ score }) => score > 0);
  return scored.sort((a, b) => b.score - a.score || Number(b.fits) - Number(a.fits) || compareText(stableText(a.labels), stableText(b.labels)))[0]?.labels;
}

/** Of two that are as like, the one that listens where the Service sends to. */
function listensFor(service: KubeObject, podSpec: unknown): boolean {
  const listens = knownPorts(podSpec);
  return portsOf(service).some(({ targetPort }) => listens.some((port) => String(port) === String(targetPort)));
}

/** What is meant, and beside it what the selector asks for and the meant pods do carry. */
function fixedSelector(view: View, selector: Labels, meant: Labels): Labels {
  const pods = view.objects("Pod").filter((pod) => isAlive(pod) && holdsLabels(podLabels(pod), meant));
  const kept = Object.entries(selector).filter(([key, value]) => pods.length > 0 && pods.every((pod) => podLabels(pod)[key] === value));
  return { ...Object.fromEntries(kept), ...meant };
}

export function setSelector(service: KubeObject, wanted: Labels): Fix {
  const selector = selectorOf(service);
  if (Object.keys(selector).length === 0 && pick(service, "spec", "selector") !== undefined)
    return jsonPatch(service, { op: "replace", path: "/spec/selector", value: wanted });
  const changes: Record<string, Json> = {};
  for (const key of Object.keys(selector)) if (wanted[key] === undefined) changes[key] = null;
  for (const [key, value] of Object.entries(wanted)) if (selector[key] !== value) changes[key] = value;
  return mergePatch(service, { spec: { selector: changes } });
}

/** Pods that carry the labels that are meant, and yet belong to something else: by their owners, not by their names (echo, echo-again). */
export function findStrangers(view: View, pods: readonly KubeObject[], deployment: string): readonly KubeObject[] {
  return pods.filter((pod) => deploymentOf(view, pod)?.metadata.name !== deployment);
}
