import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Attachment } from "../../network/attach-pod.ts";
import type { Network } from "../../network/network.ts";
import type { ContainerStatus, Pod } from "../../objects.ts";
import { insist } from "../refusals.ts";
import type { Surroundings } from "../surroundings.ts";
import { ContainerRunner } from "./container-runner.ts";
import { buildEnvironment } from "./environment.ts";
import type { ImagePuller } from "./image-puller.ts";
import { type MountsOf, mountPodVolumes } from "./mount-volumes.ts";
import { podDns } from "./pod-dns.ts";
import { PodReporter, type SeenPod } from "./pod-reporter.ts";
import type { HostPaths } from "./volumes.ts";

export interface WorkerOptions {
  readonly surroundings: Surroundings;
  readonly network: Network;
  readonly puller: ImagePuller;
  /** Folders of the node that pods mount. */
  readonly hostPaths: HostPaths;
  readonly node: { readonly name: string; readonly address: string };
}

/** A container that doesn't even end when killed is left behind. */
const KILL_MS = 1_000;

/** One pod on its node, from its first sight to its removal. */
export class PodWorker {
  readonly #options: WorkerOptions;
  readonly #clock: Clock;
  readonly #attachment: Attachment;
  readonly #abort = new AbortController();
  /** As the runtime names the pod's network namespace. */
  readonly sandbox = randomBytes(32).toString("hex");
  readonly netns = `/var/run/netns/cni-${randomUUID()}`;
  readonly inits: readonly ContainerRunner[];
  readonly containers: readonly ContainerRunner[];
  readonly #ephemerals: ContainerRunner[] = [];
  readonly #reporter: PodReporter;
  #pod: Pod;
  /** Undefined: there is no sandbox yet. */
  #mountsOf: MountsOf | undefined;
  #isEnding = false;
  #isGone = false;

  constructor(pod: Pod, options: WorkerOptions) {
    const { surroundings, network, node } = options;
    this.#options = options;
    this.#pod = pod;
    this.#clock = surroundings.clock;
    const { namespace = "default", name } = pod.metadata;
    this.#attachment = network.attachPod({
      namespace,
      hostname: pod.spec.hostname ?? name,
      nodeName: node.name,
      hostNetwork: pod.spec.hostNetwork === true,
      dns: podDns(pod.spec, namespace),
    });
    const startTime = pod.status?.startTime === undefined ? this.#clock.now() : Date.parse(pod.status.startTime);
    this.#reporter = new PodReporter({ surroundings, node, startTime, seen: () => this.#seen() });
    const formerInits = pod.status?.initContainerStatuses as readonly ContainerStatus[] | undefined;
    this.inits = (pod.spec.initContainers ?? []).map((spec) => this.#runner(spec, { isInit: true, former: formerInits }));
    this.containers = pod.spec.containers.map((spec) => this.#runner(spec, { isInit: false, former: pod.status?.containerStatuses }));
    if ((pod.status?.containerStatuses ?? []).some(({ containerID }) => containerID !== undefined)) {
      const message = "Pod sandbox changed, it will be killed and re-created.";
      this.#reporter.record("Normal", "SandboxChanged", message);
    }
  }

  get uid(): string | undefined {
    return this.#pod.metadata.uid;
  }

  get network(): Attachment["network"] {
    return this.#attachment.network;
  }

  find(container: string): ContainerRunner | undefined {
    return this.#all().find(({ name }) => name === container);
  }

  start(): void {
    this.#reporter.tellStatus();
    this.#run().catch((error: unknown) => {
      if (!this.#abort.signal.aborted) this.#options.surroundings.onBug(error);
    });
  }

  /** The pod as the API has it now. */
  update(pod: Pod): void {
    this.#pod = pod;
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#terminate().catch((error: unknown) => this.#options.surroundings.onBug(error));
      return;
    }
    for (const spec of pod.spec.containers) this.find(spec.name)?.replace(spec);
    if (this.#mountsOf !== undefined) this.#addEphemerals();
  }

  /** The pod isn't in the API any more, or the node stops: everything ends at once, and nothing more is reported. */
  async kill(): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#abort.abort();
    const ended = Promise.allSettled(this.#all().map((runner) => runner.stop(0)));
    await Promise.race([ended, new Promise<void>((resolve) => this.#clock.after(KILL_MS, resolve))]);
    this.#attachment.detach();
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    const { surroundings, hostPaths } = this.#options;
    this.#mountsOf = await mountPodVolumes({
      world: { registry: surroundings.registry, hostPaths, pod: () => this.#pod, now: () => this.#clock.now() },
      clock: this.#clock,
      failed: (message) => this.#reporter.record("Warning", "FailedMount", message),
      signal,
    });
    this.#reporter.statusChanged();
    this.#addEphemerals();
    for (const init of this.inits) {
      const isOver = init.run(signal);
      if (isSidecar(this.#pod, init.name)) {
        isOver.catch((error: unknown) => this.#options.surroundings.onBug(error));
        await init.whenStarted;
      } else await isOver;
      const failed = init.status.state.terminated;
      if (signal.aborted || (failed !== undefined && failed.exitCode !== 0)) return;
    }
    await Promise.all(this.containers.map((runner) => runner.run(signal)));
  }

  async #terminate(): Promise<void> {
    if (this.#isEnding || this.#isGone) return;
    this.#isEnding = true;
    this.#abort.abort();
    const { surroundings } = this.#options;
    const grace = this.#pod.metadata.deletionGracePeriodSeconds ?? 30;
    await Promise.all(
      this.#all()
        .filter(({ running }) => running !== undefined)
        .map(async (runner) => {
          this.#reporter.event("Normal", "Killing", `Stopping container ${runner.name}`, runner.name);
          await runner.stop(grace);
        }),
    );
    if (this.#isGone) return;
    this.#isGone = true;
    this.#attachment.detach();
    const { namespace, name, uid } = this.#pod.metadata;
    insist(surroundings, () => {
      const stored = surroundings.registry.get<Pod>({ resource: "v1/pods", namespace, name });
      if (stored?.metadata.uid === uid) surroundings.registry.delete({ resource: "v1/pods", namespace, name }, { gracePeriodSeconds: 0 });
    });
  }

  #addEphemerals(): void {
    for (const spec of this.#pod.spec.ephemeralContainers ?? []) {
      if (this.find(spec.name) !== undefined) continue;
      const runner = this.#runner(spec, { isInit: false, isEphemeral: true, former: undefined });
      this.#ephemerals.push(runner);
      runner.run(this.#abort.signal).catch((error: unknown) => this.#options.surroundings.onBug(error));
    }
  }

  /** What there is to report; undefined: nothing any more. */
  #seen(): SeenPod | undefined {
    if (this.#isGone) return undefined;
    return {
      pod: this.#pod,
      podIP: this.#mountsOf === undefined ? undefined : this.#attachment.network.address,
      inits: this.inits,
      containers: this.containers,
      ephemerals: this.#ephemerals,
      stored: (pod) => {
        this.#pod = pod;
      },
    };
  }

  #all(): readonly ContainerRunner[] {
    return [...this.inits, ...this.containers, ...this.#ephemerals];
  }

  #runner(
    spec: Pod["spec"]["containers"][number],
    {
      isInit,
      isEphemeral = false,
      former = [],
    }: { readonly isInit: boolean; readonly isEphemeral?: boolean; readonly former: readonly ContainerStatus[] | undefined },
  ): ContainerRunner {
    const { surroundings, puller } = this.#options;
    return new ContainerRunner(spec, {
      clock: this.#clock,
      puller,
      network: this.#attachment.network,
      isInit,
      isEphemeral,
      onBug: surroundings.onBug,
      former: former.find(({ name }) => name === spec.name),
      pod: () => this.#pod,
      mounts: (container) => this.#mountsOf?.(container) ?? [],
      environment: (container) => buildEnvironment(surroundings.registry, this.#pod, container),
      onChange: () => this.#reporter.statusChanged(),
      event: (type, reason, message, container) => this.#reporter.event(type, reason, message, container),
    });
  }
}

function isSidecar(pod: Pod, name: string): boolean {
  return pod.spec.initContainers?.find((each) => each.name === name)?.restartPolicy === "Always";
}
