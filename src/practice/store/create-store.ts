import { ApiError } from "../api-error.ts";
import type { KubeObject } from "../objects.ts";
import { Contents } from "./contents.ts";
import { type Disk, openDisk } from "./disk.ts";
import { History } from "./history.ts";
import type { JournalLine } from "./journal.ts";
import type { OpenedStore, Store, StoreChange } from "./store.ts";

/** Changes that a late watch can still be told. */
const historyLimit = 2000;

export interface StoreOptions {
  /** Where to keep the objects; absent: in memory only. No other process may use it meanwhile. */
  readonly folder?: string | undefined;
  /** Milliseconds since the epoch, for the names of files that are set aside. */
  readonly now?: number;
  readonly historyLimit?: number;
}

/** Throws the file system's error when the folder can't be read or written at all. */
export function createStore(options: StoreOptions = {}): OpenedStore {
  const opened = options.folder === undefined ? undefined : openDisk(options.folder, options.now ?? Date.now());
  const store = new MemoryStore({
    contents: opened?.contents ?? new Contents(),
    revision: opened?.revision ?? 0,
    disk: opened?.disk,
    historyLimit: options.historyLimit ?? historyLimit,
  });
  return { store, setAside: opened?.setAside ?? [] };
}

class MemoryStore implements Store {
  readonly #contents: Contents;
  readonly #disk: Disk | undefined;
  readonly #history: History;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #queue: StoreChange[] = [];
  #telling = false;
  #revision: number;

  constructor(state: { readonly contents: Contents; readonly revision: number; readonly disk: Disk | undefined; readonly historyLimit: number }) {
    this.#contents = state.contents;
    this.#revision = state.revision;
    this.#disk = state.disk;
    this.#history = new History(state.revision, state.historyLimit);
  }

  get revision(): number {
    return this.#revision;
  }

  get oldestRevision(): number {
    return this.#history.oldest;
  }

  get(...address: Parameters<Store["get"]>): KubeObject | undefined {
    return this.#contents.get(...address);
  }

  list(...selection: Parameters<Store["list"]>): readonly KubeObject[] {
    return this.#contents.list(...selection);
  }

  put(resource: StoreChange["resource"], object: KubeObject): KubeObject {
    const revision = this.#revision + 1;
    const stored = stamp(object, revision);
    const previous = this.#contents.get(resource, stored.metadata.namespace ?? "", stored.metadata.name);
    this.#write({ revision, put: { resource, object: stored } });
    this.#contents.set(resource, stored);
    this.#record({ type: previous === undefined ? "ADDED" : "MODIFIED", resource, object: stored, revision, ...(previous && { previous }) });
    return stored;
  }

  remove(resource: StoreChange["resource"], last: KubeObject): KubeObject {
    const { namespace = "", name } = last.metadata;
    const previous = this.#contents.get(resource, namespace, name);
    if (previous === undefined) throw new Error(`${resource} ${namespace}/${name} is not stored`);
    const revision = this.#revision + 1;
    const object = stamp(last, revision);
    this.#write({ revision, remove: { resource, namespace, name } });
    this.#contents.delete(resource, namespace, name);
    this.#record({ type: "DELETED", resource, object, previous, revision });
    return object;
  }

  changesSince(revision: number): readonly StoreChange[] | undefined {
    return this.#history.since(revision);
  }

  watch(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#disk?.close(this.#revision);
  }

  #write(line: JournalLine): void {
    try {
      this.#disk?.append(line);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ApiError({
        code: 500,
        reason: "InternalError",
        message: `Internal error occurred: the change could not be stored, nothing was changed: ${why}`,
      });
    }
  }

  #record(change: StoreChange): void {
    this.#revision = change.revision;
    this.#history.add(change);
    this.#disk?.compact(change.revision);
    this.#queue.push(change);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener(next);
      }
    } finally {
      this.#telling = false;
    }
  }
}

function stamp(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
