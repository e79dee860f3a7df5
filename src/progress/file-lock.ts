/** One writer at a time, across processes. */
import { randomUUID } from "node:crypto";
import { open, readFile, rename, unlink } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../process/is-alive.ts";

export interface LockRequest {
  readonly path: string;
  /** Milliseconds to wait for another writer before giving up. */
  readonly patience: number;
}

/** Thrown when another living process keeps the lock for longer than the patience. */
export class LockHeldError extends Error {
  readonly holder: number;

  constructor(holder: number) {
    super(`the lock is held by process ${holder}`);
    this.name = "LockHeldError";
    this.holder = holder;
  }
}

/** Runs `work` while holding the lock. The lock of a process that is gone is taken over. */
export async function withFileLock<T>({ path, patience }: LockRequest, work: () => Promise<T>): Promise<T> {
  await acquire(path, patience);
  try {
    return await work();
  } finally {
    await unlink(path).catch(() => {});
  }
}

const pause = 10;

async function acquire(path: string, patience: number): Promise<void> {
  for (let waited = 0; ; waited += pause) {
    if (await created(path)) return;
    const holder = await holderOf(path);
    if (holder === "gone") continue;
    if (holder !== "unnamed" && !isAlive(holder)) await takeAway(path, holder);
    else if (waited >= patience) {
      if (holder === "unnamed") await unlink(path).catch(() => {});
      else throw new LockHeldError(holder);
    } else await delay(pause);
  }
}

async function created(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(String(process.pid)).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function holderOf(path: string): Promise<number | "gone" | "unnamed"> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return "gone";
  return /^\d+$/.test(text) ? Number(text) : "unnamed";
}

// Renamed first: of two who both see a dead holder only one can move the file, so a fresh lock is never removed.
async function takeAway(path: string, holder: number): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, "utf8").catch(() => "");
  if (moved === String(holder)) await unlink(aside).catch(() => {});
  else await rename(aside, path).catch(() => {});
}
