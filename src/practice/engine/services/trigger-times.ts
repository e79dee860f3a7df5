/** The annotation by which the latency of network programming is measured: what changed since one last looked, the earliest of it. */
import type { Pod, Service } from "../../objects.ts";
import { findCondition } from "../conditions.ts";
import { matchesLabels } from "../labels.ts";
import { keyOf } from "../watching.ts";

export const TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

export interface TriggerTimes {
  /** Must be told of every look, whether or not something is written. Undefined: a pod that went leaves no time, and the annotation goes. */
  since(service: Service, pods: readonly Pod[]): string | undefined;
  forget(key: string): void;
}

interface Seen {
  readonly service: string;
  readonly pods: ReadonlyMap<string, Transition>;
}

/** When a pod last became ready or unready. Pods are quick here: both may happen within a second, which is all that a time tells. */
interface Transition {
  readonly time: string;
  readonly status: string;
}

export function createTriggerTimes(): TriggerTimes {
  const known = new Map<string, Seen>();
  return {
    since(service, pods) {
      const key = keyOf(service);
      const before = known.get(key);
      const now = { service: service.metadata.creationTimestamp ?? "", pods: transitionsOf(service, pods) };
      known.set(key, now);
      if (before === undefined) return now.service;
      const changed = [...now.pods].filter(([name, transition]) => isNews(transition, before.pods.get(name))).map(([, { time }]) => time);
      if (now.service > before.service) changed.push(now.service);
      return changed.sort()[0];
    },
    forget: (key) => {
      known.delete(key);
    },
  };
}

function isNews({ time, status }: Transition, before: Transition | undefined): boolean {
  return before === undefined || time > before.time || (time === before.time && status !== before.status);
}

function transitionsOf(service: Service, pods: readonly Pod[]): ReadonlyMap<string, Transition> {
  const selected = pods.filter((pod) => matchesLabels(service.spec.selector, pod.metadata.labels));
  return new Map(
    selected.flatMap((pod) => {
      const { lastTransitionTime: time, status } = findCondition(pod.status?.conditions, "Ready") ?? {};
      return time === undefined || status === undefined ? [] : [[pod.metadata.name, { time, status }] as const];
    }),
  );
}

/** The annotations with the time in them, or without any. */
export function withTriggerTime(
  annotations: Readonly<Record<string, string>> | undefined,
  time: string | undefined,
): Readonly<Record<string, string>> | undefined {
  const { [TRIGGER_TIME]: _old, ...others } = annotations ?? {};
  const next = time === undefined ? others : { ...others, [TRIGGER_TIME]: time };
  return Object.keys(next).length === 0 ? undefined : next;
}
