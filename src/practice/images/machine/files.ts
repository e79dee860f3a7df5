import { type Entry, FileError, FileTree, resolvePath } from "./file-tree.ts";

export { baseName, type Entry, FileError, parentOf, resolvePath } from "./file-tree.ts";

/** Other files at a place of the container's own. */
export interface Mounted {
  readonly path: string;
  /** Where in the other files it begins. */
  readonly root: string;
  readonly readOnly: boolean;
  /** Asked at each access. */
  readonly files: () => FileTree;
}

/** The files of a container: its image's, and the volumes that are mounted over them. Methods that fail throw FileError. */
export class Files {
  readonly #tree: FileTree;
  readonly #now: () => number;
  readonly #mounts: Mounted[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#tree = new FileTree(now);
  }

  get mounts(): readonly Mounted[] {
    return this.#mounts;
  }

  /** What stood there is hidden from now on. */
  mount(mounted: Mounted): void {
    const path = resolvePath("/", mounted.path);
    const modified = this.#now();
    if (mounted.files().find(mounted.root)?.kind === "file") this.#tree.put(path, { kind: "file", content: Buffer.alloc(0), mode: 0o644, modified });
    else this.#tree.put(path, { kind: "directory", mode: 0o755, modified });
    this.#mounts.push({ ...mounted, path });
    this.#mounts.sort((one, other) => other.path.length - one.path.length);
  }

  find(path: string): Entry | undefined {
    const place = this.#place(path);
    return place.tree.find(place.path);
  }

  get(path: string): Entry {
    const place = this.#place(path);
    return place.tree.get(place.path);
  }

  read(path: string): Buffer {
    const place = this.#place(path);
    return place.tree.read(place.path);
  }

  /** Names in a directory, sorted. */
  list(path: string): readonly string[] {
    const place = this.#place(path);
    return place.tree.list(place.path);
  }

  write(path: string, content: Buffer, how: "replace" | "append" = "replace"): void {
    const place = this.#writablePlace(path);
    place.tree.write(place.path, content, how);
  }

  makeDirectory(path: string): void {
    const place = this.#writablePlace(path);
    place.tree.makeDirectory(place.path);
  }

  /** With what is below it, where it is a directory and `recursive`. */
  remove(path: string, recursive = false): void {
    const full = resolvePath("/", path);
    if (this.#mounts.some((mounted) => mounted.path === full || mounted.path.startsWith(`${full}/`))) throw new FileError("EBUSY");
    const place = this.#writablePlace(full);
    place.tree.remove(place.path, recursive);
  }

  /** From one volume to another as a copy. */
  move(from: string, to: string): void {
    const source = this.#writablePlace(from);
    const target = this.#writablePlace(to);
    if (source.tree === target.tree) source.tree.move(source.path, target.path);
    else this.#carry(resolvePath("/", from), resolvePath("/", to));
  }

  /** Lays down a part of the image; parents are made. */
  put(path: string, entry: Entry): void {
    this.#tree.put(path, entry);
  }

  #carry(source: string, target: string): void {
    const entry = this.get(source);
    if (entry.kind === "file") this.write(target, entry.content);
    else {
      if (this.find(target) === undefined) this.makeDirectory(target);
      for (const name of this.list(source)) this.#carry(`${source}/${name}`, `${target}/${name}`);
    }
    this.remove(source, true);
  }

  #place(path: string): { readonly tree: FileTree; readonly path: string; readonly readOnly: boolean } {
    const full = resolvePath("/", path);
    const mounted = this.#mounts.find((each) => full === each.path || full.startsWith(`${each.path}/`));
    if (mounted === undefined) return { tree: this.#tree, path: full, readOnly: false };
    return { tree: mounted.files(), path: `${mounted.root}/${full.slice(mounted.path.length)}`, readOnly: mounted.readOnly };
  }

  #writablePlace(path: string): { readonly tree: FileTree; readonly path: string } {
    const place = this.#place(path);
    if (place.readOnly) throw new FileError("EROFS");
    return place;
  }
}
