/** The open watches of a server, bounded. */
import { ApiError } from "../../api-error.ts";

export class Watches {
  readonly #limit: number;
  readonly #open = new Set<() => void>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Registers how to end a watch; returns how to forget it. Throws ApiError TooManyRequests. */
  add(end: () => void): () => void {
    if (this.#open.size >= this.#limit) {
      const message = "too many requests, please try again later";
      throw new ApiError({ code: 429, reason: "TooManyRequests", message, details: { retryAfterSeconds: 1 } });
    }
    this.#open.add(end);
    return () => this.#open.delete(end);
  }

  endAll(): void {
    for (const end of [...this.#open]) end();
  }
}
