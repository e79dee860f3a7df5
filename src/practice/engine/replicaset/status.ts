import { apiTime, type Condition, type Pod, type ReplicaSet } from "../../objects.ts";
import { matchesLabels } from "../labels.ts";
import { isActive, isReady, isTerminal, isTerminating, untilAvailable } from "../pods.ts";
import type { ReplicaFailure } from "./controller.ts";

interface Sight {
  readonly replicaSet: ReplicaSet;
  readonly pods: readonly Pod[];
  readonly failure: ReplicaFailure | undefined;
  readonly now: number;
}

/** Counts that are 0 are left out, but for `replicas` and `terminatingReplicas`, as upstream writes them. */
export function replicaSetStatus({ replicaSet, pods, failure, now }: Sight): NonNullable<ReplicaSet["status"]> {
  const { spec, metadata } = replicaSet;
  const active = pods.filter(isActive);
  const count = (predicate: (pod: Pod) => boolean): number => active.filter(predicate).length;
  const labels = spec.template.metadata?.labels;
  const conditions = failureConditions(replicaSet, failure, now);
  return {
    replicas: active.length,
    ...positive(
      "fullyLabeledReplicas",
      count((pod) => matchesLabels(labels, pod.metadata.labels)),
    ),
    ...positive("readyReplicas", count(isReady)),
    ...positive(
      "availableReplicas",
      count((pod) => untilAvailable(pod, spec.minReadySeconds ?? 0, now) === 0),
    ),
    terminatingReplicas: pods.filter((pod) => isTerminating(pod) && !isTerminal(pod)).length,
    ...(metadata.generation === undefined ? {} : { observedGeneration: metadata.generation }),
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

function failureConditions(replicaSet: ReplicaSet, failure: ReplicaFailure | undefined, now: number): readonly Condition[] {
  if (failure === undefined) return [];
  const before = (replicaSet.status as { readonly conditions?: readonly Condition[] } | undefined)?.conditions?.[0];
  if (before?.message === failure.message) return [before];
  return [{ type: "ReplicaFailure", status: "True", lastTransitionTime: apiTime(now), reason: failure.reason, message: failure.message }];
}

function positive<Name extends string>(name: Name, count: number): { readonly [key in Name]?: number } {
  return (count > 0 ? { [name]: count } : {}) as { readonly [key in Name]?: number };
}
