/** Why a Deployment hasn't the ready pods that are wanted of it. */
import type { Finding } from "../finding.ts";
import { jsonPatch, kubectl, mergePatch } from "../fix.ts";
import { numberOf, pick, stableText } from "../json.ts";
import type { KubeObject } from "../model.ts";
import { conditionOf, isReady, newestPodsOf, newestSetOf, podsOf, replicasOf } from "../pods.ts";
import type { View } from "../view.ts";
import { type Cause, firstCause, isFinding, nameOf } from "./cause.ts";
import { explainPod } from "./readiness.ts";
import { refusalOf } from "./refused-pods.ts";

/** undefined: at least `pods` pods are ready, as many as the Deployment itself asks for, all of the newest revision. */
export function explainWorkload(view: View, deployment: KubeObject, pods: number): Cause | undefined {
  const replicas = replicasOf(deployment);
  if (replicas === 0) return scale("scaled-to-zero", deployment, wantedPods(view, deployment, pods));
  const paused = explainPause(view, deployment);
  if (paused !== undefined) return paused;
  const newest = newestPodsOf(view, deployment);
  const notReady = newest.map((pod) => explainPod(view, pod, deployment));
  const trouble = firstCause(notReady.filter((cause) => !isFinding(cause) || cause.code !== "starting"));
  if (trouble !== undefined) return trouble;
  return (
    (newest.length < replicas ? explainUncreated(deployment, wantedPods(view, deployment, pods)) : undefined) ??
    (replicas < pods ? scale("too-few-pods", deployment, pods) : undefined) ??
    explainRollout(view, deployment, newest)
  );
}

/** How many pods the lab means, by its checks. */
function wantedPods(view: View, deployment: KubeObject, pods: number): number {
  const wishes = view.intent.wantsOf("Deployment", deployment.metadata.name).map((wants) => numberOf(pick(wants, "spec", "replicas")) ?? 1);
  return Math.max(1, pods, ...wishes);
}

function scale(code: "scaled-to-zero" | "too-few-pods", deployment: KubeObject, wanted: number): Finding {
  return {
    code,
    object: nameOf(deployment),
    path: "spec.replicas",
    seen: replicasOf(deployment),
    wanted,
    fix: { command: kubectl(deployment.metadata.namespace, "scale", `deployment/${deployment.metadata.name}`, `--replicas=${wanted}`) },
  };
}

/** Paused, and something waits for it: no pods at all yet, or others than are asked for by now. */
function explainPause(view: View, deployment: KubeObject): Finding | undefined {
  if (pick(deployment, "spec", "paused") !== true) return undefined;
  const made = newestSetOf(view, deployment);
  const containers = (object: KubeObject) => pick(object, "spec", "template", "spec", "containers");
  if (made !== undefined && stableText(containers(made)) === stableText(containers(deployment))) return undefined;
  const fix = mergePatch(deployment, { spec: { paused: false } });
  return { code: "rollout-paused", object: nameOf(deployment), path: "spec.paused", seen: true, wanted: false, fix };
}

function explainUncreated(deployment: KubeObject, wanted: number): Cause | undefined {
  const failure = conditionOf(deployment, "ReplicaFailure");
  if (failure?.status !== "True") return undefined;
  return (
    refusalOf(deployment, failure.message, wanted) ??
    explainUnknownName(deployment, failure.message) ?? {
      code: "pods-not-created",
      object: nameOf(deployment),
      path: "status.conditions",
      seen: failure.message,
    }
  );
}

/** The pods go by the name of something that isn't there, and do without it as well. */
function explainUnknownName(deployment: KubeObject, message: string): Finding | undefined {
  const field = /no PriorityClass with name/.test(message)
    ? "priorityClassName"
    : /error looking up service account|serviceaccount "[^"]*" not found/.test(message)
      ? "serviceAccountName"
      : undefined;
  const spec = pick(deployment, "spec", "template", "spec");
  if (field === undefined || pick(spec, field) === undefined) return undefined;
  const twin = field === "serviceAccountName" && pick(spec, "serviceAccount") !== undefined ? ["serviceAccount"] : [];
  const steps = [field, ...twin].map((name) => ({ op: "remove" as const, path: `/spec/template/spec/${name}` }));
  return { code: "pods-not-created", object: nameOf(deployment), path: `spec.template.spec.${field}`, seen: message, fix: jsonPatch(deployment, ...steps) };
}

function explainRollout(view: View, deployment: KubeObject, newest: readonly KubeObject[]): Finding | undefined {
  const replicas = replicasOf(deployment);
  const ready = newest.filter(isReady).length;
  if (ready < replicas || isBehind(deployment))
    return { code: "starting", object: nameOf(deployment), path: "status.readyReplicas", seen: ready, wanted: replicas };
  const all = podsOf(view, deployment).length;
  if (all > newest.length) return { code: "rolling-out", object: nameOf(deployment), path: "status.updatedReplicas", seen: newest.length, wanted: all };
  return undefined;
}

/** The controller hasn't seen the newest spec yet. */
function isBehind(deployment: KubeObject): boolean {
  const generation = numberOf(pick(deployment, "metadata", "generation"));
  const observed = numberOf(pick(deployment, "status", "observedGeneration"));
  return generation !== undefined && observed !== undefined && observed < generation;
}
