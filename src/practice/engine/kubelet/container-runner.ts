import type { Container, ExitStatus } from "../../container.ts";
import { apiTime, type ContainerSpec, type ContainerState, type ContainerStatus } from "../../objects.ts";
import { comeUp } from "./come-up.ts";
import { endRun, type Run, type RunnerOptions, startRun } from "./container-run.ts";
import { backOffTexts, containerStatus, lastStateAfterReboot, startErrorStates, terminatedState } from "./container-states.ts";
import { Health } from "./health.ts";
import type { Pulled } from "./image-puller.ts";
import type { LogBuffer } from "./log-buffer.ts";
import { prepareStart } from "./prepare-start.ts";
import { createRestartBackOff } from "./restart-back-off.ts";
import { type ContainerPart, isReadyAtOnce, restartsAfter } from "./restart-policy.ts";

/** Between the end of a container and its first restart the kubelet lets its own loop come round. */
const FIRST_RESTART_MS = 1_000;

/** One container of a pod, through all its restarts. */
export class ContainerRunner {
  readonly #options: RunnerOptions;
  readonly #started: (isUp: boolean) => void;
  readonly #health: Health;
  #spec: ContainerSpec;
  #state: ContainerState;
  #lastState: ContainerState = {};
  #run: Run | undefined;
  #lastLogs: { readonly current: LogBuffer | undefined; readonly previous: LogBuffer | undefined } = { current: undefined, previous: undefined };
  #pulled: Pulled | undefined;
  #restartCount = 0;
  #lastId: string | undefined;
  #graceSeconds: number | undefined;
  #replacement: ContainerSpec | undefined;
  /** Settles when the container has come up for the first time (true) or has ended for good without it. */
  readonly whenStarted: Promise<boolean>;

  constructor(spec: ContainerSpec, options: RunnerOptions) {
    this.#spec = spec;
    this.#options = options;
    const waitsForInit = !options.isInit && (options.pod().spec.initContainers ?? []).length > 0;
    this.#state = { waiting: { reason: waitsForInit || options.isInit ? "PodInitializing" : "ContainerCreating" } };
    let started: (isUp: boolean) => void = () => {};
    this.whenStarted = new Promise((resolve) => {
      started = resolve;
    });
    this.#started = started;
    this.#health = new Health({ onChange: options.onChange, onStarted: () => started(true) });
    this.#takeUp(options.former);
  }

  get name(): string {
    return this.#spec.name;
  }

  get running(): Container | undefined {
    return this.#run?.container;
  }

  /** Of the present run, or the last one; `previous`: of the one before it. */
  get logs(): { readonly current: LogBuffer | undefined; readonly previous: LogBuffer | undefined } {
    return this.#lastLogs;
  }

  get status(): ContainerStatus {
    return containerStatus({
      spec: this.#spec,
      state: this.#state,
      lastState: this.#lastState,
      isReady: this.#health.isReady,
      isStarted: this.#health.isStarted,
      restartCount: this.#restartCount,
      pulled: this.#pulled,
      id: this.#run?.id ?? this.#lastId,
    });
  }

  /** Runs until the container is over for good or the signal aborts; the caller then stops it. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#loop(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#started(false);
    }
  }

  /** Asks the process to end; settles when it has. */
  async stop(graceSeconds: number): Promise<void> {
    this.#graceSeconds = graceSeconds;
    const run = this.#run;
    if (run === undefined) return;
    await endRun(run, this.#options, graceSeconds);
    this.#ended(run, await run.container.exited);
  }

  /** The pod's spec has another image for this container now. */
  replace(spec: ContainerSpec): void {
    if (spec.image === this.#spec.image) return;
    const run = this.#run;
    if (run === undefined) {
      this.#spec = spec;
      return;
    }
    this.#replacement = spec;
    this.#options.event("Normal", "Killing", `Container ${spec.name} definition changed, will be restarted`, spec.name);
    void endRun(run, this.#options, this.#options.pod().spec.terminationGracePeriodSeconds ?? 30);
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { clock, pod, event } = this.#options;
    const backOff = createRestartBackOff(clock);
    for (;;) {
      const run = await this.#start(signal);
      const exit = await run.container.exited;
      if (signal.aborted) return;
      this.#ended(run, exit);
      if (this.#replacement !== undefined) {
        this.#spec = this.#replacement;
        this.#replacement = undefined;
        continue;
      }
      if (!this.#restarts(exit)) return;
      const delay = backOff.after(run.startedAt);
      await clock.sleep(FIRST_RESTART_MS, signal);
      if (delay === 0) continue;
      const texts = backOffTexts(this.name, pod(), delay);
      event("Warning", "BackOff", texts.event, this.name);
      this.#moveTo(texts.state);
      await clock.sleep(Math.max(0, delay - FIRST_RESTART_MS), signal);
    }
  }

  async #start(signal: AbortSignal): Promise<Run> {
    const { clock, puller, pod, network, environment, event } = this.#options;
    const spec = this.#spec;
    const tell = (type: "Normal" | "Warning", reason: string, message: string): void => event(type, reason, message, spec.name);
    const waiting = (reason: string, message: string): void => this.#moveTo({ waiting: { reason, message } });
    const { pulled, variables } = await prepareStart(spec, { clock, puller, environment, report: { event: tell, waiting } }, signal);
    this.#pulled = pulled;
    tell("Normal", "Created", "Container created");
    const run = startRun(spec, { pulled, variables }, this.#options);
    this.#lastLogs = { current: run.logs, previous: this.#lastLogs.current };
    if (this.#state.terminated !== undefined) this.#lastState = { terminated: this.#state.terminated };
    if (this.#lastId !== undefined) this.#restartCount += 1;
    this.#run = run;
    this.#lastId = run.id;
    const arrival = await comeUp({ spec, container: run.container, network, clock, tell }, signal);
    if (arrival === "not started") return run;
    if (arrival === "hook failed") {
      void endRun(run, this.#options, pod().spec.terminationGracePeriodSeconds ?? 30);
      return run;
    }
    this.#state = { running: { startedAt: apiTime(run.startedAt) } };
    this.#health.begin(spec, isReadyAtOnce(this.#part()));
    this.#probe(run, signal);
    return run;
  }

  #probe(run: Run, signal: AbortSignal): void {
    const { container, spec } = run;
    const { clock, network, pod, event, onBug } = this.#options;
    const tell = (type: "Normal" | "Warning", reason: string, message: string): void => event(type, reason, message, spec.name);
    const onUnhealthy = (): void => void endRun(run, this.#options, pod().spec.terminationGracePeriodSeconds ?? 30);
    this.#health.probe({ spec, container, network, clock, onBug, event: tell, onUnhealthy }, signal);
  }

  #ended(run: Run, exit: ExitStatus): void {
    if (this.#run !== run) return;
    this.#run = undefined;
    run.logs.end();
    if (exit.startError !== undefined && this.#restarts(exit)) {
      const { state, lastState } = startErrorStates(exit.startError, run, this.#options.clock.now());
      this.#lastState = lastState;
      this.#moveTo(state);
      return;
    }
    this.#health.end(this.#options.isInit && exit.code === 0);
    this.#moveTo(terminatedState(exit, run, this.#options.clock.now()));
  }

  #moveTo(state: ContainerState): void {
    if (state.terminated === undefined && this.#state.terminated !== undefined) this.#lastState = { terminated: this.#state.terminated };
    this.#state = state;
    this.#options.onChange();
  }

  #restarts(exit: ExitStatus): boolean {
    return this.#graceSeconds === undefined && restartsAfter(exit.code, this.#part());
  }

  #part(): ContainerPart {
    const { isInit, isEphemeral = false, pod } = this.#options;
    return { isInit, isEphemeral, own: this.#spec.restartPolicy, pods: pod().spec.restartPolicy };
  }

  #takeUp(former: ContainerStatus | undefined): void {
    if (former?.containerID === undefined) return;
    this.#restartCount = former.restartCount;
    this.#lastId = former.containerID;
    this.#lastState = lastStateAfterReboot(former, this.#options.clock.now());
  }
}
