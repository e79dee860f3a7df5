import type { KubeObject } from "../objects.ts";
import type { Registry, ResourceName } from "../registry.ts";

/** What a decision about one object may look at besides the object. */
export interface AdmissionContext {
  readonly list: <T extends KubeObject>(resource: ResourceName, namespace?: string) => readonly T[];
  readonly get: Registry["get"];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly dryRun: boolean;
  /** Collects texts for the Warning header. */
  readonly warn: (text: string) => void;
  readonly subresource?: "status" | "scale" | undefined;
}
