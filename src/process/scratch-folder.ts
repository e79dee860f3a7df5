/** Temporary folders that carry their owner's process number in their names, so that a later svclab can delete those of the dead. */
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./is-alive.ts";

/** A container that shares the folder has process numbers of its own: what is young may be in use there. */
const YOUNG_MS = 60 * 60_000;

/** Makes an empty folder of this process: svclab-echo-4711-Xy12ab. */
export async function makeScratchFolder(name: string, parent = tmpdir()): Promise<string> {
  return mkdtemp(join(parent, `svclab-${name}-${process.pid}-`));
}

/** Deletes this user's scratch folders whose processes are gone and that nobody has touched for an hour. What resists stays. `now`: milliseconds since the epoch. */
export async function sweepScratchFolders(now: number, parent = tmpdir()): Promise<void> {
  const entries = await readdir(parent).catch(() => []);
  await Promise.all(entries.map((entry) => sweep(join(parent, entry), ownerOf(entry), now).catch(() => {})));
}

async function sweep(path: string, owner: number | undefined, now: number): Promise<void> {
  if (owner === undefined || isAlive(owner)) return;
  const stats = await lstat(path);
  const isOurs = stats.uid === (process.getuid?.() ?? stats.uid);
  if (stats.isDirectory() && isOurs && now - stats.mtimeMs > YOUNG_MS) await rm(path, { recursive: true, force: true });
}

function ownerOf(entry: string): number | undefined {
  const pid = /^svclab-[a-z0-9-]+-([1-9]\d{0,9})-[A-Za-z0-9]{6}$/.exec(entry)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
