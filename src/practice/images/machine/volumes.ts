import type { Clock } from "../../clock.ts";
import type { Mount, Volume, VolumeTexts } from "../../container.ts";
import { FileTree, parentOf, resolvePath } from "./file-tree.ts";
import type { Mounted } from "./files.ts";

/** What containers have written, as long as anybody knows the volume. */
const scratches = new WeakMap<Volume, FileTree>();

/** A volume of the pod, as files for a container. */
export function mountedVolume({ path, subPath, readOnly, volume }: Mount, clock: Clock): Mounted {
  const root = resolvePath("/", subPath ?? "");
  if (volume.kind === "scratch") {
    const files = scratches.get(volume) ?? new FileTree(() => clock.now());
    scratches.set(volume, files);
    if (files.find(root) === undefined) files.put(root, { kind: "directory", mode: 0o755, modified: clock.now() });
    return { path, root, readOnly, files: () => files };
  }
  const look = follow(volume.read, clock);
  // A part of a volume stays as it was when the container started.
  const first = look();
  return { path, root, readOnly: true, files: subPath === undefined ? look : () => first };
}

function follow(read: () => VolumeTexts, clock: Clock): () => FileTree {
  let seen: VolumeTexts | undefined;
  let files = new FileTree(() => clock.now());
  return () => {
    const texts = read();
    if (texts === seen) return files;
    seen = texts;
    files = new FileTree(() => clock.now());
    for (const [name, { content, mode }] of texts) {
      const path = resolvePath("/", name);
      if (parentOf(path) !== "/") files.put(parentOf(path), { kind: "directory", mode: 0o755, modified: clock.now() });
      files.put(path, { kind: "file", content, mode, modified: clock.now() });
    }
    return files;
  };
}
