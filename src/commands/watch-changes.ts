import type { Driver } from "../cluster/driver.ts";
import type { Ports } from "./ports.ts";

export interface WatchRequest {
  readonly driver: Driver;
  readonly clock: Ports["clock"];
  readonly signal: AbortSignal;
  readonly onChange: () => void;
}

/** Milliseconds between looks at what the cluster's objects don't tell: traffic, and the learner's own files. */
const heartbeat = 3000;

/** Calls back for every change of the cluster and at a slow beat; where no watch can be kept the beat goes on alone. Ends with the signal. */
export async function watchChanges(request: WatchRequest): Promise<void> {
  await Promise.all([follow(request), beat(request)]);
}

/** An API server that stays away for a while is watched again when it is back. */
async function follow({ driver, clock, signal, onChange }: WatchRequest): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const _ of driver.changes(signal)) onChange();
    } catch {}
    await clock.wait(heartbeat, signal);
  }
}

async function beat({ clock, signal, onChange }: WatchRequest): Promise<void> {
  while (!signal.aborted) {
    await clock.wait(heartbeat, signal);
    if (!signal.aborted) onChange();
  }
}
