/** Where the labs and their exam lie: beside the package, whether it runs from src/ or from dist/. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface CourseFolders {
  readonly labs: string;
  readonly solutions: string;
}

/** `from`: a module of the package, as import.meta.url has it. Throws when no folder above it holds labs/. */
export function findCourse(from: string): CourseFolders {
  let folder = dirname(fileURLToPath(from));
  for (let last = ""; folder !== last; last = folder, folder = dirname(folder)) {
    if (existsSync(join(folder, "labs", "lab.schema.json"))) return { labs: join(folder, "labs"), solutions: join(folder, "solutions") };
  }
  throw new Error(`No labs folder above ${from}`);
}
