/** The labs as they were read when svclab was built, so that no start has to read YAML. Each counts only while what it was read from is the same. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Lab } from "../../grader/model.ts";
import type { LabText } from "../../grader/parse-lab.ts";

export interface LabSource extends LabText {
  /** Names in the lab's files/ folder. */
  readonly files: readonly string[];
}

export interface PreparedLabs {
  readonly formatVersion: 1;
  /** By the digest of their source. */
  readonly labs: Readonly<Record<string, Lab>>;
}

export const nothingPrepared: PreparedLabs = { formatVersion: 1, labs: {} };

export function digestOf({ folder, yaml, ko, en, files }: LabSource): string {
  return createHash("sha256")
    .update(JSON.stringify([folder, yaml, ko, en, [...files].sort()]))
    .digest("base64url");
}

/** A file that is not there, or can't be read, has prepared nothing. */
export async function readPreparedLabs(path: string): Promise<PreparedLabs> {
  try {
    const read = JSON.parse(await readFile(path, "utf8")) as PreparedLabs;
    return read.formatVersion === 1 && typeof read.labs === "object" ? read : nothingPrepared;
  } catch {
    return nothingPrepared;
  }
}
