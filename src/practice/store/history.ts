import type { StoreChange } from "./store.ts";

/** The last changes, for watches that start in the past. */
export class History {
  readonly #limit: number;
  #changes: StoreChange[] = [];
  #oldest: number;

  /** `revision`: the last change that is not in this history. */
  constructor(revision: number, limit: number) {
    this.#oldest = revision;
    this.#limit = limit;
  }

  /** Everything after this revision is kept. */
  get oldest(): number {
    return this.#oldest;
  }

  add(change: StoreChange): void {
    this.#changes.push(change);
    if (this.#changes.length < this.#limit * 2) return;
    const dropped = this.#changes.length - this.#limit;
    this.#oldest = this.#changes[dropped - 1]!.revision;
    this.#changes = this.#changes.slice(dropped);
  }

  since(revision: number): readonly StoreChange[] | undefined {
    if (revision < this.#oldest) return undefined;
    const first = this.#changes.findIndex((change) => change.revision > revision);
    return first < 0 ? [] : this.#changes.slice(first);
  }
}
