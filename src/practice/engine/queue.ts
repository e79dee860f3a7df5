import { ApiError } from "../api-error.ts";
import type { Clock, Timer } from "../clock.ts";

/** Keys of objects to look at again, each at most once at a time. */
export interface Queue {
  add(key: string): void;
  /** Adds the key after that many milliseconds; the earliest of several wins. */
  addAfter(key: string, milliseconds: number): void;
  stop(): void;
}

const FIRST_RETRY_MS = 10;
const LONGEST_RETRY_MS = 60_000;

/** Works through the keys in later turns of the event loop. A key whose work throws is tried again, later each time. */
export function createQueue({ clock, onBug }: { readonly clock: Clock; readonly onBug: (error: unknown) => void }, work: (key: string) => void): Queue {
  const waiting = new Set<string>();
  const timers = new Map<string, { readonly at: number; readonly timer: Timer }>();
  const failures = new Map<string, number>();
  let isDue = false;
  let isStopped = false;

  const drain = (): void => {
    isDue = false;
    const keys = [...waiting];
    waiting.clear();
    for (const key of keys) {
      if (isStopped) return;
      try {
        work(key);
        failures.delete(key);
      } catch (error) {
        if (!(error instanceof ApiError)) onBug(error);
        const count = failures.get(key) ?? 0;
        failures.set(key, count + 1);
        queue.addAfter(key, Math.min(FIRST_RETRY_MS * 2 ** count, LONGEST_RETRY_MS));
      }
    }
  };

  const queue: Queue = {
    add(key) {
      if (isStopped) return;
      waiting.add(key);
      if (isDue) return;
      isDue = true;
      setImmediate(drain);
    },
    addAfter(key, milliseconds) {
      const at = clock.now() + Math.max(0, milliseconds);
      const before = timers.get(key);
      if (isStopped || (before !== undefined && before.at <= at)) return;
      before?.timer.cancel();
      const timer = clock.after(at - clock.now(), () => {
        timers.delete(key);
        queue.add(key);
      });
      timers.set(key, { at, timer });
    },
    stop() {
      isStopped = true;
      waiting.clear();
      for (const { timer } of timers.values()) timer.cancel();
      timers.clear();
    },
  };
  return queue;
}
