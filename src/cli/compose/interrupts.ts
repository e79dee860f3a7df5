import { setMaxListeners } from "node:events";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ctrl-C, SIGTERM and a terminal that was closed become one aborted signal; a second Ctrl-C ends the process at once. */
export interface Interrupts {
  readonly signal: AbortSignal;
  /** As if Ctrl-C had been pressed. */
  interrupt(): void;
  /** From now on Ctrl-C is somebody else's. */
  pause(): void;
  resume(): void;
}

export function listenForInterrupts(process: NodeJS.Process): Interrupts {
  const controller = new AbortController();
  // Every request under way listens to it, and many are under way at once.
  setMaxListeners(0, controller.signal);
  let paused = false;
  const interrupt = (): void => controller.abort(new DOMException("interrupted", "AbortError"));
  // The listener stays: where it left after the first signal, libraries that look for the last one standing would end the process
  // before temporary clusters are removed.
  const onSignal = (name: NodeJS.Signals): void => {
    if (paused) return;
    if (controller.signal.aborted) {
      for (const each of signals) process.off(each, onSignal);
      process.kill(process.pid, name);
      return;
    }
    interrupt();
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    interrupt,
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
    },
  };
}
