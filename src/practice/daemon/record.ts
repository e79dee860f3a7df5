/** Which process serves the practice cluster: a note for people and for a daemon that hangs. The claim on the address decides, not this. */
import { readFileSync } from "node:fs";
import { isAlive } from "../../process/is-alive.ts";
import { writeWhole } from "./whole-file.ts";

export interface DaemonRecord {
  readonly formatVersion: 1;
  readonly pid: number;
  /** Differs from start to start. */
  readonly startId: string;
  readonly url: string;
  /** RFC 3339. */
  readonly startedAt: string;
}

export function writeDaemonRecord(path: string, record: DaemonRecord): void {
  writeWhole(path, `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Undefined when there is none, or none that can be read. */
export function readDaemonRecord(path: string): DaemonRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(path, "utf8")) as DaemonRecord;
    return record.formatVersion === 1 && Number.isInteger(record.pid) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Whether that process lives and is a practice cluster of this home, and not another one that was given its number since. */
export function serves(pid: number, home: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return argv.includes("--home") && argv.includes(home);
  } catch {
    // Without /proc nobody can tell; ending a stranger would be worse than leaving a daemon that hangs.
    return false;
  }
}
