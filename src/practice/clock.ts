/** Time as the practice cluster knows it; the only door to timers in src/practice. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs the task once after that many milliseconds, unless cancelled. Does not keep the process alive. */
  after(milliseconds: number, task: () => void): Timer;
  /** Settles after that many milliseconds, rejects with the signal's reason when aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Timer {
  cancel(): void;
}

/** Timers hold no more, and run at once when told more: some 24 days, beyond which nothing here is waited for. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, Math.min(milliseconds, LONGEST_MS));
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
        Math.min(milliseconds, LONGEST_MS),
      );
      signal?.addEventListener("abort", abort, { once: true });
    });
  },
};
