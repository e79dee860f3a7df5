/** The append-only file of changes: one JSON line each, in the file before the write returns. */
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";

export type JournalLine =
  | { readonly revision: number; readonly put: { readonly resource: ResourceName; readonly object: KubeObject } }
  | { readonly revision: number; readonly remove: { readonly resource: ResourceName; readonly namespace: string; readonly name: string } };

/** `length`: bytes of the lines that are whole. `broken`: a line that ends is none, and neither it nor what follows was read. What is torn never got to its end. */
export interface JournalReading {
  readonly lines: readonly JournalLine[];
  readonly length: number;
  readonly broken: boolean;
}

export function readJournal(path: string): JournalReading {
  if (!existsSync(path)) return { lines: [], length: 0, broken: false };
  const bytes = readFileSync(path);
  const lines: JournalLine[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    const line = parseLine(bytes.toString("utf8", start, end));
    if (line === undefined) return { lines, length: start, broken: true };
    lines.push(line);
    start = end + 1;
  }
  return { lines, length: start, broken: false };
}

function parseLine(text: string): JournalLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<Record<"revision" | "put" | "remove", unknown>> | null;
    if (line === null || typeof line !== "object" || !Number.isSafeInteger(line.revision)) return undefined;
    return typeof line.put === "object" || typeof line.remove === "object" ? (line as JournalLine) : undefined;
  } catch {
    return undefined;
  }
}

export class Journal {
  readonly #file: number;
  #length: number;
  #torn = false;

  /** Continues the file after `length` bytes and cuts off what stands behind them. */
  constructor(path: string, length: number) {
    this.#file = openSync(path, existsSync(path) ? "r+" : "w+", 0o600);
    this.#length = length;
    ftruncateSync(this.#file, length);
  }

  get length(): number {
    return this.#length;
  }

  /** Throws the file system's error; the file then reads as it did before. */
  append(line: JournalLine): void {
    if (this.#torn) this.#cut();
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.#file, bytes, written, bytes.length - written, this.#length + written);
    } catch (error) {
      this.#torn = true;
      try {
        this.#cut();
      } catch {
        // Tried again before the next line; until then the torn line is dropped by whoever reads the file.
      }
      throw error;
    }
    this.#length += bytes.length;
  }

  /** After a snapshot, which holds all of it. */
  clear(): void {
    ftruncateSync(this.#file, 0);
    this.#length = 0;
  }

  close(): void {
    closeSync(this.#file);
  }

  #cut(): void {
    ftruncateSync(this.#file, this.#length);
    this.#torn = false;
  }
}
