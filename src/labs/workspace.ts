/** A learner's folder for a lab: the starter files go in, and what the learner has changed stays. */
import { constants } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Workspace {
  /** Absolute path of the learner's folder. */
  readonly folder: string;
  /** Starter files laid out now. */
  readonly laid: readonly string[];
  /** Starter files that were there already, changed or not: left as they were. */
  readonly kept: readonly string[];
}

/** Where a lab's folder lies: below `home`, or below svclab/ of the folder the learner stands in. */
export function workspaceFolder(lab: string, place: { readonly home: string } | { readonly current: string }): string {
  return "home" in place ? join(place.home, "labs", lab) : join(place.current, "svclab", lab);
}

/** `labFolder`: labs/NN-name. */
export async function layWorkspace(labFolder: string, folder: string): Promise<Workspace> {
  const files = await starterFiles(labFolder);
  await mkdir(folder, { recursive: true });
  const outcomes = await Promise.all(files.map(async (file) => ({ file, laid: await layFile(join(labFolder, "files", file), join(folder, file)) })));
  const named = (laid: boolean) => outcomes.flatMap((outcome) => (outcome.laid === laid ? [outcome.file] : []));
  return { folder, laid: named(true), kept: named(false) };
}

/** Puts starter files back; a changed one is kept beside it as NAME.1, NAME.2 … Returns the new names of those. */
export async function resetWorkspace(labFolder: string, folder: string, files?: readonly string[]): Promise<readonly string[]> {
  const wanted = (await starterFiles(labFolder)).filter((file) => files === undefined || files.includes(file));
  const kept: string[] = [];
  for (const file of wanted) {
    const [starter, live] = await Promise.all([readFile(join(labFolder, "files", file), "utf8"), readText(join(folder, file))]);
    if (live === starter) continue;
    if (live !== undefined) kept.push(await setAside(folder, file));
    await layFile(join(labFolder, "files", file), join(folder, file));
  }
  return kept;
}

export interface WorkspaceFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly text: string;
}

/** How deep below a lab's folder, and how many in all: a learner's own order, not a whole repository. */
const deepest = 3;
const mostFiles = 100;

/** The learner's manifests, by name: YAML and JSON files of the folder and of those in it, at most 1 MiB each. */
export async function readWorkspace(folder: string): Promise<readonly WorkspaceFile[]> {
  return readAll(folder, (await namesBelow(folder, deepest)).slice(0, mostFiles));
}

/** Some systems hide the ending that they add: echo-svc.yml.txt. */
function isManifest(name: string): boolean {
  return /\.(ya?ml|json)(\.txt)?$/i.test(name);
}

/** The manifests that stand in the folder itself. */
export async function readManifests(folder: string): Promise<readonly WorkspaceFile[]> {
  return readAll(folder, await namesBelow(folder, 0));
}

/** Those of a folder come before those of the folders in it, each by name. */
async function namesBelow(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.flatMap((entry) => (entry.isFile() && isManifest(entry.name) ? [entry.name] : [])).sort();
  const below = entries.flatMap((entry) => (depth > 0 && entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name) ? [entry.name] : [])).sort();
  const inner = await Promise.all(below.map(async (name) => (await namesBelow(join(folder, name), depth - 1)).map((path) => `${name}/${path}`)));
  return [...own, ...inner.flat()];
}

async function readAll(folder: string, names: readonly string[]): Promise<readonly WorkspaceFile[]> {
  const texts = await Promise.all(names.map(async (path) => ({ path, text: await readText(join(folder, path)) })));
  return texts.flatMap(({ path, text }) => (text === undefined || text.length > 1_048_576 ? [] : [{ path, text }]));
}

async function starterFiles(labFolder: string): Promise<readonly string[]> {
  const entries = await readdir(join(labFolder, "files"), { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

/** Copied to a temporary name first, so that a file is there whole or not at all. false: there was one already. */
async function layFile(from: string, to: string): Promise<boolean> {
  if ((await readText(to)) !== undefined) return false;
  await mkdir(dirname(to), { recursive: true });
  const temporary = `${to}.${process.pid}.tmp`;
  await copyFile(from, temporary);
  await rename(temporary, to);
  return true;
}

async function setAside(folder: string, file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${file}.${number}`;
    const isFree = await copyFile(join(folder, file), join(folder, name), constants.COPYFILE_EXCL).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (!isFree) continue;
    await rename(join(folder, file), join(folder, name));
    return name;
  }
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
}
