/** The real time. */
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../commands/ports.ts";

export const realClock: Clock = {
  now: () => new Date(),
  async wait(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, { signal });
    } catch {}
  },
};
