/** The course as it lies in the repository. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Lab, Language } from "../../grader/model.ts";
import { loadLabs } from "../../src/labs/load-labs.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const labsFolder = join(root, "labs");
export const solutionsFolder = join(root, "solutions");
export const languages: readonly Language[] = ["ko", "en"];
export const labs: readonly Lab[] = await loadLabs(labsFolder);

/** Fenced blocks of a text, without their fences. */
export function drawingsIn(text: string): readonly string[] {
  return [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, drawing]) => drawing ?? "");
}

/** The lines of prose of a text: no drawings, no empty lines. */
export function linesOf(text: string): readonly string[] {
  return text
    .replace(/^```[\s\S]*?^```/gm, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

/** The manifests of a folder, by name. */
export async function manifestsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isFile() && !["answer.yaml", "mutants.yaml"].includes(entry.name) ? [entry.name] : []));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)));
}
