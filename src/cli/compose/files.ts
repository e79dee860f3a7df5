/** Files that are named on the command line. */
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Files } from "../../commands/ports.ts";
import { writeWhole } from "../../practice/daemon/whole-file.ts";

export const realFiles: Files = {
  size: async (path) => (await stat(path)).size,
  read: (path) => readFile(path, "utf8"),
  write: async (path, text) => writeWhole(resolve(path), text, 0o644),
};
