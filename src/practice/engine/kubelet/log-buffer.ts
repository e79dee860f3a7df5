import type { LogLine, LogReader } from "../../node-runtime.ts";

const MOST_LINES = 5_000;

/** The output of one run of a container: the last lines of it, and whoever follows. */
export class LogBuffer implements LogReader {
  #lines: LogLine[] = [];
  #isEnded = false;
  #unshown = 0;
  readonly #listeners = new Set<(line: LogLine | undefined) => void>();

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  write(line: LogLine): void {
    if (this.#isEnded) return;
    this.#lines.push(line);
    this.#unshown += 1;
    if (this.#lines.length > MOST_LINES * 1.2) this.#lines = this.#lines.slice(-MOST_LINES);
    for (const listener of this.#listeners) listener(line);
  }

  /** Somebody has read all lines up to now. */
  markShown(): void {
    this.#unshown = 0;
  }

  /** What nobody has read yet. */
  get unshown(): readonly LogLine[] {
    return this.#unshown === 0 ? [] : this.#lines.slice(-this.#unshown);
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    for (const listener of this.#listeners) listener(undefined);
    this.#listeners.clear();
  }

  follow(listener: (line: LogLine | undefined) => void): () => void {
    if (this.#isEnded) {
      listener(undefined);
      return () => {};
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
