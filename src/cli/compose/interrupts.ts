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
  const onSignal = (): void => {
    if (paused) return;
    for (const name of signals) process.off(name, onSignal);
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
