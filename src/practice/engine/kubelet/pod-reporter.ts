import type { Pod } from "../../objects.ts";
import { isSame } from "../equality.ts";
import { insist } from "../refusals.ts";
import type { Surroundings } from "../surroundings.ts";
import type { ContainerRunner } from "./container-runner.ts";
import { podStatus } from "./pod-status.ts";

const STATUS = { fieldManager: "kubelet", subresource: "status" } as const;

/** A pod as its worker has it at the moment. */
export interface SeenPod {
  readonly pod: Pod;
  /** Undefined: there is no sandbox yet. */
  readonly podIP: string | undefined;
  readonly inits: readonly ContainerRunner[];
  readonly containers: readonly ContainerRunner[];
  readonly ephemerals: readonly ContainerRunner[];
  /** Told of the pod with its status written. */
  readonly stored: (pod: Pod) => void;
}

interface ReporterOptions {
  readonly surroundings: Surroundings;
  readonly node: { readonly name: string; readonly address: string };
  readonly startTime: number;
  /** Undefined: the pod is gone, and nothing more is reported. */
  readonly seen: () => SeenPod | undefined;
}

/** What the kubelet writes about one pod: its events and its status. */
export class PodReporter {
  readonly #options: ReporterOptions;
  #isStatusDue = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  record(type: "Normal" | "Warning", reason: string, message: string, fieldPath?: string): void {
    const { surroundings, node, seen } = this.#options;
    const where = fieldPath === undefined ? {} : { fieldPath };
    const pod = seen()?.pod;
    if (pod !== undefined) surroundings.events.record(pod, { type, reason, message, ...where, component: "kubelet", host: node.name });
  }

  event(type: "Normal" | "Warning", reason: string, message: string, container: string): void {
    const seen = this.#options.seen();
    const has = (runners: readonly ContainerRunner[] | undefined): boolean => runners?.some(({ name }) => name === container) ?? false;
    const list = has(seen?.inits) ? "initContainers" : has(seen?.ephemerals) ? "ephemeralContainers" : "containers";
    this.record(type, reason, message, `spec.${list}{${container}}`);
  }

  /** Changes of one turn of the event loop are written together. */
  statusChanged(): void {
    if (this.#isStatusDue || this.#options.seen() === undefined) return;
    this.#isStatusDue = true;
    setImmediate(() => {
      this.#isStatusDue = false;
      this.tellStatus();
    });
  }

  tellStatus(): void {
    insist(this.#options.surroundings, () => this.#writeStatus());
  }

  #writeStatus(): void {
    const { surroundings, node, startTime } = this.#options;
    const seen = this.#options.seen();
    if (seen === undefined) return;
    const { namespace, name, uid } = seen.pod.metadata;
    const stored = surroundings.registry.get<Pod>({ resource: "v1/pods", namespace, name });
    if (stored === undefined || stored.metadata.uid !== uid) return;
    const statuses = (runners: readonly ContainerRunner[]) => runners.map((runner) => runner.status);
    const status = podStatus({
      pod: stored,
      hostIP: node.address,
      podIP: seen.podIP,
      startTime,
      initContainers: statuses(seen.inits),
      containers: statuses(seen.containers),
      ephemeralContainers: statuses(seen.ephemerals),
      now: surroundings.clock.now(),
    });
    if (!isSame(status, stored.status)) seen.stored(surroundings.registry.update<Pod>("v1/pods", { ...stored, status }, STATUS));
  }
}
