/** Asking once more what was turned away for the moment. */
import { systemClock } from "../../practice/clock.ts";
import type { Reply } from "./trouble.ts";

export interface Patience {
  /** For all tries together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const TRIES = 3;

/** The first answer that is final; where no more time is left for another, what was said last. Never rejects. */
export async function askAgain<T>({ timeoutMs, signal }: Patience, ask: (leftMs: number) => Promise<Reply<T>>): Promise<Reply<T>> {
  const until = performance.now() + timeoutMs;
  let refused: Reply<T> | undefined;
  for (let tries = 1; ; tries += 1) {
    const reply = await ask(until - performance.now());
    // That the time ran out says less than why it was asked again.
    if (refused !== undefined && reply.status === "trouble" && reply.trouble.code === "timeout") return refused;
    if (reply.status === "ok" || reply.againMs === undefined || tries === TRIES || signal.aborted) return reply;
    refused = reply;
    if (performance.now() + reply.againMs >= until) return reply;
    await systemClock.sleep(reply.againMs, signal).catch(() => {});
  }
}
