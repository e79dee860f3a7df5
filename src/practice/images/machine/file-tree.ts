import type { Program } from "./process.ts";

export type Entry = FileEntry | DirectoryEntry;

interface FileEntry {
  readonly kind: "file";
  content: Buffer;
  mode: number;
  modified: number;
  /** What running it does, for the executables of the image. */
  readonly program?: Program;
  /** A device swallows what is written to it. */
  readonly isDevice?: boolean;
}

interface DirectoryEntry {
  readonly kind: "directory";
  mode: number;
  modified: number;
}

type FileTrouble = "ENOENT" | "ENOTDIR" | "EISDIR" | "EEXIST" | "ENOTEMPTY" | "ENOSPC" | "EROFS" | "EBUSY";

const TEXTS: Readonly<Record<FileTrouble, string>> = {
  ENOENT: "No such file or directory",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  EEXIST: "File exists",
  ENOTEMPTY: "Directory not empty",
  ENOSPC: "No space left on device",
  EROFS: "Read-only file system",
  EBUSY: "Resource busy",
};

/** Its message is the text of the C library. */
export class FileError extends Error {
  readonly code: FileTrouble;

  constructor(code: FileTrouble) {
    super(TEXTS[code]);
    this.name = "FileError";
    this.code = code;
  }
}

/** All that a container may write, in bytes and in names. */
const CAPACITY = 16 * 1024 * 1024;
const MOST_ENTRIES = 20_000;

/** Files in memory: of an image, or of a volume. Paths are absolute; `.` and `..` are resolved. Methods that fail throw FileError. */
export class FileTree {
  readonly #entries = new Map<string, Entry>([["/", { kind: "directory", mode: 0o755, modified: 0 }]]);
  readonly #now: () => number;
  #size = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  find(path: string): Entry | undefined {
    return this.#entries.get(resolvePath("/", path));
  }

  get(path: string): Entry {
    const entry = this.find(path);
    if (entry !== undefined) return entry;
    const parent = this.find(parentOf(resolvePath("/", path)));
    throw new FileError(parent?.kind === "file" ? "ENOTDIR" : "ENOENT");
  }

  read(path: string): Buffer {
    const entry = this.get(path);
    if (entry.kind === "directory") throw new FileError("EISDIR");
    return entry.content;
  }

  /** Names in a directory, sorted. */
  list(path: string): readonly string[] {
    if (this.get(path).kind === "file") throw new FileError("ENOTDIR");
    const full = resolvePath("/", path);
    const prefix = full === "/" ? "/" : `${full}/`;
    const names: string[] = [];
    for (const key of this.#entries.keys()) {
      if (key.length > prefix.length && key.startsWith(prefix) && !key.includes("/", prefix.length)) names.push(key.slice(prefix.length));
    }
    return names.sort();
  }

  write(path: string, content: Buffer, how: "replace" | "append" = "replace"): void {
    const full = resolvePath("/", path);
    const old = this.#entries.get(full);
    if (old?.kind === "directory") throw new FileError("EISDIR");
    if (old?.isDevice) return;
    if (old === undefined) this.#mustHaveParent(full);
    const next = how === "append" && old ? Buffer.concat([old.content, content]) : Buffer.from(content);
    this.#take(next.length - (old?.content.length ?? 0));
    if (old) {
      old.content = next;
      old.modified = this.#now();
    } else this.#add(full, { kind: "file", content: next, mode: 0o644, modified: this.#now() });
  }

  makeDirectory(path: string): void {
    const full = resolvePath("/", path);
    if (this.#entries.has(full)) throw new FileError("EEXIST");
    this.#mustHaveParent(full);
    this.#add(full, { kind: "directory", mode: 0o755, modified: this.#now() });
  }

  /** With what is below it, where it is a directory and `recursive`. */
  remove(path: string, recursive = false): void {
    const full = resolvePath("/", path);
    const entry = this.get(full);
    const below = [...this.#entries.keys()].filter((key) => key.startsWith(`${full}/`));
    if (entry.kind === "directory" && below.length > 0 && !recursive) throw new FileError("ENOTEMPTY");
    for (const key of [full, ...below]) {
      const gone = this.#entries.get(key);
      if (gone?.kind === "file") this.#size -= gone.content.length;
      this.#entries.delete(key);
    }
  }

  move(from: string, to: string): void {
    const source = resolvePath("/", from);
    const target = resolvePath("/", to);
    this.get(source);
    this.#mustHaveParent(target);
    if (target === source) return;
    const moved = [...this.#entries].filter(([key]) => key === source || key.startsWith(`${source}/`));
    if (this.#entries.has(target)) this.remove(target, true);
    for (const [key, entry] of moved) {
      this.#entries.delete(key);
      this.#entries.set(target + key.slice(source.length), entry);
    }
  }

  /** Lays down a part of the image; parents are made. */
  put(path: string, entry: Entry): void {
    const full = resolvePath("/", path);
    const parent = parentOf(full);
    if (!this.#entries.has(parent)) this.put(parent, { kind: "directory", mode: 0o755, modified: entry.modified });
    this.#entries.set(full, entry);
  }

  #add(path: string, entry: Entry): void {
    if (this.#entries.size >= MOST_ENTRIES) throw new FileError("ENOSPC");
    this.#entries.set(path, entry);
  }

  #take(bytes: number): void {
    if (bytes > 0 && this.#size + bytes > CAPACITY) throw new FileError("ENOSPC");
    this.#size += bytes;
  }

  #mustHaveParent(path: string): void {
    const parent = this.get(parentOf(path));
    if (parent.kind === "file") throw new FileError("ENOTDIR");
  }
}

export function resolvePath(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${from}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
