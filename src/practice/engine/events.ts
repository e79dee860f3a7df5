import type { Clock, Timer } from "../clock.ts";
import { apiTime, type KubeObject } from "../objects.ts";
import type { Registry } from "../registry.ts";
import { ignoringRefusals } from "./refusals.ts";

interface EventText {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  /** The part of the object it is about, such as `spec.containers{redis}`. */
  readonly fieldPath?: string;
  readonly component: string;
  /** The node it happened on. */
  readonly host?: string;
}

export interface EventRecorder {
  record(object: KubeObject, event: EventText): void;
  stop(): void;
}

interface StoredEvent extends KubeObject {
  readonly count: number;
  readonly lastTimestamp: string;
}

const LIFETIME_MS = 3_600_000;

/** Writes Events as upstream's recorder does: repeats of one event count up in place; an hour after the last one it is gone. */
export function createEventRecorder({ registry, clock }: { readonly registry: Registry; readonly clock: Clock }): EventRecorder {
  const names = new Map<string, string>();
  let sweep: Timer | undefined;
  let last = 0n;

  /** Strictly rising, so that events sort by name as they happened. */
  const nanoseconds = (): bigint => {
    const now = BigInt(clock.now()) * 1_000_000n;
    last = now > last ? now : last + 1n;
    return last;
  };

  const expire = (): void => {
    sweep = undefined;
    for (const event of registry.list<StoredEvent>("v1/events")) {
      const last = Date.parse(event.lastTimestamp ?? event.metadata.creationTimestamp ?? "");
      const { namespace, name } = event.metadata;
      if (clock.now() - last >= LIFETIME_MS) ignoringRefusals(() => registry.delete({ resource: "v1/events", namespace, name }));
    }
    for (const [key, name] of names) if (registry.get({ resource: "v1/events", ...nameOf(name) }) === undefined) names.delete(key);
    if (registry.list("v1/events").length > 0) schedule();
  };
  const schedule = (): void => {
    sweep ??= clock.after(LIFETIME_MS / 12, expire);
  };
  schedule();

  return {
    record(object, { type, reason, message, fieldPath, component, host }) {
      const namespace = object.metadata.namespace ?? "default";
      const now = apiTime(clock.now());
      const key = [object.metadata.uid, component, type, reason, message, fieldPath].join("\n");
      const known = names.get(key);
      const before = known === undefined ? undefined : registry.get<StoredEvent>({ resource: "v1/events", ...nameOf(known) });
      schedule();
      if (before !== undefined) {
        // A namespace that is going away takes no more events; nothing depends on them.
        ignoringRefusals(() =>
          registry.update<StoredEvent>("v1/events", { ...before, count: before.count + 1, lastTimestamp: now }, { fieldManager: component }),
        );
        return;
      }
      const name = `${object.metadata.name}.${nanoseconds().toString(16)}`;
      names.set(key, `${namespace}/${name}`);
      const involvedObject = {
        kind: object.kind,
        ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
        name: object.metadata.name,
        ...(object.metadata.uid === undefined ? {} : { uid: object.metadata.uid }),
        apiVersion: object.apiVersion,
        ...(object.metadata.resourceVersion === undefined ? {} : { resourceVersion: object.metadata.resourceVersion }),
        ...(fieldPath === undefined ? {} : { fieldPath }),
      };
      const event = {
        apiVersion: "v1",
        kind: "Event",
        metadata: { name, namespace },
        involvedObject,
        reason,
        message,
        source: { component, ...(host === undefined ? {} : { host }) },
        firstTimestamp: now,
        lastTimestamp: now,
        count: 1,
        type,
        eventTime: null,
        reportingComponent: component,
        reportingInstance: host ?? "",
      };
      ignoringRefusals(() => registry.create("v1/events", event, { fieldManager: component }));
    },
    stop() {
      sweep?.cancel();
    },
  };
}

function nameOf(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf("/");
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
