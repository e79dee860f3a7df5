import type { ContainerSpec } from "../../objects.ts";
import { type Probed, probeContainer } from "./probe-container.ts";

/** Whether a container's present run has started and is ready, as its probes find it. */
export class Health {
  readonly #onChange: () => void;
  readonly #onStarted: () => void;
  #isStarted = false;
  #isReady = false;

  constructor({ onChange, onStarted }: { readonly onChange: () => void; readonly onStarted: () => void }) {
    this.#onChange = onChange;
    this.#onStarted = onStarted;
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** A run has come up; `isReadyAtOnce`: where no probe says otherwise. */
  begin({ startupProbe, readinessProbe }: ContainerSpec, isReadyAtOnce: boolean): void {
    this.#isStarted = startupProbe === undefined;
    this.#isReady = this.#isStarted && readinessProbe === undefined && isReadyAtOnce;
    this.#onChange();
    if (this.#isStarted) this.#onStarted();
  }

  end(isReady: boolean): void {
    this.#isStarted = false;
    this.#isReady = isReady;
  }

  probe(probed: Omit<Probed, "onStarted" | "onReadiness">, signal: AbortSignal): void {
    const onStarted = (): void => {
      this.#isStarted = true;
      this.#isReady = probed.spec.readinessProbe === undefined;
      this.#onStarted();
      this.#onChange();
    };
    const onReadiness = (isReady: boolean): void => {
      if (this.#isReady === isReady) return;
      this.#isReady = isReady;
      this.#onChange();
    };
    probeContainer({ ...probed, onStarted, onReadiness }, signal);
  }
}
