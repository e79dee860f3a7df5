/** A store's folder: snapshot.json, and journal.jsonl with what changed since. One process at a time; the caller sees to that. */
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { Contents } from "./contents.ts";
import { Journal, type JournalLine, readJournal } from "./journal.ts";
import { readSnapshot, writeSnapshot } from "./snapshot.ts";

/** Journals are folded into the snapshot when they outgrow this many bytes. */
const journalLimit = 4 << 20;

export interface Disk {
  append(line: JournalLine): void;
  /** Folds the journal into a snapshot when it is due. */
  compact(revision: number): void;
  close(revision: number): void;
}

export interface DiskReading {
  readonly disk: Disk;
  readonly contents: Contents;
  readonly revision: number;
  readonly setAside: readonly string[];
}

/** `now` names the files that are set aside. Throws the file system's errors. */
export function openDisk(folder: string, now: number): DiskReading {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const paths = { snapshot: join(folder, "snapshot.json"), journal: join(folder, "journal.jsonl") };
  const setAside: string[] = [];
  const moveAside = (path: string): void => {
    const aside = `${path}.broken-${now}`;
    renameSync(path, aside);
    setAside.push(aside);
  };

  const contents = new Contents();
  const read = readSnapshot(paths.snapshot);
  if (read.status === "broken") moveAside(paths.snapshot);
  let revision = 0;
  if (read.status === "read") {
    revision = read.snapshot.revision;
    for (const { resource, object } of read.snapshot.objects) contents.set(resource, object);
  }
  const journaled = readJournal(paths.journal);
  for (const line of journaled.lines) {
    if (line.revision <= revision) continue;
    replay(contents, line);
    revision = line.revision;
  }
  if (journaled.broken) moveAside(paths.journal);
  const journal = new Journal(paths.journal, journaled.broken ? 0 : journaled.length);
  const save = (at: number): void => {
    writeSnapshot(paths.snapshot, { version: 1, revision: at, objects: [...contents.entries()] });
    journal.clear();
  };
  if (setAside.length > 0) save(revision);
  return { contents, revision, setAside, disk: journalDisk(journal, save) };
}

function journalDisk(journal: Journal, save: (revision: number) => void): Disk {
  let limit = journalLimit;
  const trySave = (revision: number): boolean => {
    try {
      save(revision);
      return true;
    } catch {
      // The journal still holds everything: nothing is lost by going on with it.
      return false;
    }
  };
  return {
    append: (line) => journal.append(line),
    compact(revision) {
      if (journal.length >= limit) limit = trySave(revision) ? journalLimit : journal.length + journalLimit;
    },
    close(revision) {
      trySave(revision);
      journal.close();
    },
  };
}

function replay(contents: Contents, line: JournalLine): void {
  if ("put" in line) contents.set(line.put.resource, line.put.object);
  else contents.delete(line.remove.resource, line.remove.namespace, line.remove.name);
}
