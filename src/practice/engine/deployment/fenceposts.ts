import type { Deployment } from "../../objects.ts";

export interface Fenceposts {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Surge is rounded up, unavailability down; both 0 would never move, so one pod may be missing then. */
export function fencepostsOf({ spec }: Deployment): Fenceposts {
  if (spec.strategy?.type === "Recreate") return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge = "25%", maxUnavailable = "25%" } = spec.strategy?.rollingUpdate ?? {};
  const surge = resolve(maxSurge, spec.replicas, Math.ceil);
  const unavailable = resolve(maxUnavailable, spec.replicas, Math.floor);
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** How many of the desired pods may be missing for the Deployment to count as available. */
export function toleratedMissing(deployment: Deployment): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy?.type === "Recreate" || replicas === 0) return 0;
  return Math.min(fencepostsOf(deployment).maxUnavailable, replicas);
}

function resolve(value: number | string, total: number, round: (value: number) => number): number {
  return typeof value === "number" ? value : round((Number.parseFloat(value) * total) / 100);
}
