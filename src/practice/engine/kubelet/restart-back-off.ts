import type { Clock } from "../../clock.ts";

const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;
/** A run this long is forgiven what went before. */
const FORGIVEN_MS = 600_000;

/** How long a container waits before its next restart: not at all the first time, then 10 s, doubling up to five minutes. */
export function createRestartBackOff(clock: Clock): { after(startedAt: number): number } {
  let ends = 0;
  return {
    after(startedAt) {
      ends = clock.now() - startedAt >= FORGIVEN_MS ? 1 : ends + 1;
      return ends === 1 ? 0 : Math.min(FIRST_MS * 2 ** (ends - 2), LONGEST_MS);
    },
  };
}
