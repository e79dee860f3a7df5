/** What a redis server keeps: 16 databases of keys with a time to live. Texts are byte strings (latin1). */
export type Value =
  | { readonly kind: "string"; text: string }
  | { readonly kind: "list"; readonly items: string[] }
  | { readonly kind: "set"; readonly members: Set<string> }
  | { readonly kind: "hash"; readonly fields: Map<string, string> };

interface Entry {
  readonly value: Value;
  /** Milliseconds since the epoch. */
  expires: number | undefined;
}

/** A command's own error reply, thrown out of the middle of it. */
export class RedisError extends Error {}

/** Characters of all keys and values; more is answered as redis does at maxmemory. */
const LIMIT = 32 << 20;

export class Database {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  #written = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): Value | undefined {
    return this.#live(key)?.value;
  }

  /** Throws RedisError when the key holds something else. */
  getAs<K extends Value["kind"]>(key: string, kind: K): Extract<Value, { kind: K }> | undefined {
    const value = this.get(key);
    if (value !== undefined && value.kind !== kind) throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
    return value as Extract<Value, { kind: K }> | undefined;
  }

  /** A time to live that was there is kept only where asked. Throws RedisError when memory is used up. */
  set(key: string, value: Value, options: { readonly keepTtl?: boolean; readonly expires?: number } = {}): void {
    this.#written += key.length + (value.kind === "string" ? value.text.length : 64);
    if (this.#written > LIMIT) throw new RedisError("OOM command not allowed when used memory > 'maxmemory'.");
    this.#entries.set(key, { value, expires: options.expires ?? (options.keepTtl ? this.#live(key)?.expires : undefined) });
  }

  delete(key: string): boolean {
    return this.#live(key) !== undefined && this.#entries.delete(key);
  }

  expires(key: string): number | undefined {
    return this.#live(key)?.expires;
  }

  expire(key: string, at: number | undefined): boolean {
    const entry = this.#live(key);
    if (entry === undefined) return false;
    entry.expires = at;
    return true;
  }

  /** In the order they came. */
  keys(): readonly string[] {
    return [...this.#entries.keys()].filter((key) => this.#live(key) !== undefined);
  }

  clear(): void {
    this.#entries.clear();
    this.#written = 0;
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expires === undefined || entry.expires > this.#now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}
