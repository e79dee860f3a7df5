import type { Clock } from "../clock.ts";
import type { Registry } from "../registry.ts";
import type { EventRecorder } from "./events.ts";

/** What every controller works with. */
export interface Surroundings {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly events: EventRecorder;
  /** Our own mistakes, which must not stop the cluster. */
  readonly onBug: (error: unknown) => void;
}

/** Something that runs until it is stopped. */
export interface Running {
  stop(): void;
}

export const CONTROLLER_MANAGER = { fieldManager: "kube-controller-manager" } as const;
export const CONTROLLER_STATUS = { fieldManager: "kube-controller-manager", subresource: "status" } as const;
