/** Writes of the cluster's own that nobody waits for an answer of: what becomes of them when the API refuses. */
import { ApiError } from "../api-error.ts";
import type { Surroundings } from "./surroundings.ts";

const RETRY_MS = 1000;

/** For what is written again soon, or what nothing depends on. */
export function ignoringRefusals(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** For what must be written in the end: as long as the disk takes nothing, once a second. `write` looks for itself whether it is still wanted. */
export function insist(surroundings: Pick<Surroundings, "clock" | "onBug">, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof ApiError && error.code === 500) surroundings.clock.after(RETRY_MS, () => insist(surroundings, write));
    else surroundings.onBug(error);
  }
}
