/** The progress file. It is read whole, changed, and replaced whole. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { progressTroubles } from "../i18n/progress-troubles.ts";
import { UserError } from "../trouble.ts";
import { LockHeldError, withFileLock } from "./file-lock.ts";
import { noProgress, type Progress } from "./progress.ts";
import { readProgressText } from "./progress-shape.ts";

export interface ProgressStore {
  /** Nothing yet: noProgress. Throws UserError progress-newer, progress-unreadable. */
  read(): Promise<Progress>;
  /** Reads, changes and writes under a lock, so that two svclabs at once lose nothing of each other's. Throws also UserError progress-not-writable, progress-no-folder, progress-locked. */
  update(change: (progress: Progress) => Progress): Promise<Progress>;
}

export interface ProgressStoreOptions {
  /** SVCLAB_HOME. */
  readonly home: string;
  /** Told where a file that could not be understood was put. */
  readonly onSetAside: (path: string) => void;
  /** Milliseconds to wait for another svclab. */
  readonly patience?: number;
}

export function createProgressStore({ home, onSetAside, patience = 3000 }: ProgressStoreOptions): ProgressStore {
  const path = join(home, "progress.json");
  return {
    read: () => readFrom(path, onSetAside),
    async update(change) {
      try {
        await mkdir(dirname(path), { recursive: true });
        return await withFileLock({ path: `${path}.lock`, patience }, async () => {
          const progress = change(await readFrom(path, onSetAside));
          await writeWhole(path, `${JSON.stringify(progress, undefined, 2)}\n`);
          return progress;
        });
      } catch (error) {
        throw explained(error, path);
      }
    },
  };
}

async function readFrom(path: string, onSetAside: (path: string) => void): Promise<Progress> {
  const text = await textOf(path);
  if (text === undefined) return noProgress;
  const found = readProgressText(text);
  switch (found.status) {
    case "read":
      return found.progress;
    case "newer":
      throw new UserError({ code: "progress-newer", text: progressTroubles.newer({ path, version: found.formatVersion }), exitCode: 3 });
    case "broken":
      onSetAside(await setAside(path));
      return noProgress;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UserError({ code: "progress-unreadable", text: progressTroubles.unreadable({ path, reason: code ?? String(error) }), exitCode: 3, cause: error });
  }
}

/** Where it can't be moved (a folder that is not writable) it stays as it is. */
async function setAside(path: string): Promise<string> {
  const aside = `${path}.broken-${randomUUID().slice(0, 8)}`;
  return rename(path, aside).then(
    () => aside,
    () => path,
  );
}

async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof UserError) return error;
  if (error instanceof LockHeldError) {
    return new UserError({ code: "progress-locked", text: progressTroubles.locked({ path, holder: error.holder }), exitCode: 3, cause: error });
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  // What `mkdir` says where a file stands in the folder's place, or in a place above it.
  if (code === "EEXIST" || code === "ENOTDIR")
    return new UserError({ code: "progress-no-folder", text: progressTroubles.noFolder(dirname(path)), exitCode: 3, cause: error });
  return new UserError({ code: "progress-not-writable", text: progressTroubles.notWritable({ path, reason: code }), exitCode: 3, cause: error });
}
