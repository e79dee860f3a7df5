/** Tells when something in a namespace has changed. */
import { setMaxListeners } from "node:events";
import type { ListQuery } from "../../grader/model.ts";
import { systemClock } from "../practice/clock.ts";
import type { KubeClient } from "./kube/client.ts";
import { lost } from "./kube/watch.ts";

const WATCHED: readonly Omit<ListQuery, "namespace">[] = [
  { apiVersion: "v1", kind: "Pod" },
  { apiVersion: "v1", kind: "Service" },
  { apiVersion: "apps/v1", kind: "Deployment" },
  { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
  { apiVersion: "v1", kind: "ConfigMap" },
];
const BURST_MS = 50;
const RETRY_MS = 1_000;
const TRIES = 5;

/** Yields at most once in 50 ms. Ends with the signal; throws ClusterError watch-lost when nothing can be watched any more. A kind that may not be watched is left out. */
export async function* watchChanges(client: KubeClient, namespaces: readonly string[], signal: AbortSignal): AsyncIterable<void> {
  const bell = createBell();
  const inner = new AbortController();
  const stop = AbortSignal.any([signal, inner.signal]);
  // Each watch listens to it a few times over; that is no leak.
  setMaxListeners(0, stop);
  stop.addEventListener("abort", () => bell.ring(), { once: true });
  let failure: unknown;
  const queries = namespaces.flatMap((namespace) => WATCHED.map((each) => ({ ...each, namespace })));
  let left = queries.length;
  for (const query of queries) {
    follow(client, query, stop, bell.ring).catch((error: unknown) => {
      left -= 1;
      if (left > 0) return;
      failure = error;
      inner.abort();
    });
  }
  try {
    while (!signal.aborted) {
      await bell.rung();
      if (failure !== undefined) throw failure;
      if (signal.aborted) return;
      await systemClock.sleep(BURST_MS, signal).catch(() => {});
      bell.quiet();
      if (signal.aborted) return;
      yield;
    }
  } finally {
    inner.abort();
  }
}

/** Watches until aborted. A watch that ends is begun again; what was missed meanwhile rings too. */
async function follow(client: KubeClient, query: ListQuery, signal: AbortSignal, ring: () => void): Promise<void> {
  let failures = 0;
  let from: string | undefined;
  while (!signal.aborted) {
    try {
      if (from === undefined) {
        const revision = await client.revision(query, signal);
        if (revision.status === "trouble") throw lost(revision.trouble.detail);
        from = revision.value;
      }
      for await (const event of client.watch(query, from, signal)) {
        failures = 0;
        if (event.type === "ERROR") break;
        from = (event.object as { metadata?: { resourceVersion?: string } }).metadata?.resourceVersion ?? from;
        if (event.type !== "BOOKMARK") ring();
      }
      if (signal.aborted) return;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures >= TRIES) throw error;
    }
    // The revision may be too old by now: begin from a new one, and let the reader look once more.
    from = undefined;
    await systemClock.sleep(RETRY_MS, signal).catch(() => {});
    ring();
  }
}

function createBell() {
  let isRinging = false;
  let wake = (): void => {};
  return {
    ring(): void {
      isRinging = true;
      wake();
    },
    quiet(): void {
      isRinging = false;
    },
    rung(): Promise<void> {
      return isRinging ? Promise.resolve() : new Promise((resolve) => (wake = resolve));
    },
  };
}
