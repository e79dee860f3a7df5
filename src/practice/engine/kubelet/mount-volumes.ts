import type { Clock } from "../../clock.ts";
import { type PodVolumes, preparePodVolumes, type VolumeWorld } from "./volumes.ts";

export type MountsOf = Extract<PodVolumes, { readonly status: "ready" }>["mountsOf"];

interface Mounting {
  readonly world: VolumeWorld;
  readonly clock: Clock;
  /** Told each time something is missing. */
  readonly failed: (message: string) => void;
  readonly signal: AbortSignal;
}

/** What a volume is made of may be created at any moment. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 122_000;

/** Tries until all that a pod's volumes are made of is there. Rejects when the signal is aborted meanwhile. */
export async function mountPodVolumes({ world, clock, failed, signal }: Mounting): Promise<MountsOf> {
  for (let retry = FIRST_RETRY_MS; ; retry = Math.min(retry * 2, LONGEST_RETRY_MS)) {
    const volumes = preparePodVolumes(world);
    if (volumes.status === "ready") return volumes.mountsOf;
    failed(volumes.message);
    await clock.sleep(retry, signal);
  }
}
