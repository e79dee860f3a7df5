/** tar, as far as `kubectl cp` and a learner need it: c, x, t, with f, z left out, C, v, m and p. */
import { baseName, type Entry, type Files, parentOf, resolvePath } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";
import { packEnd, packEntry, unpackAll } from "./tar-archive.ts";
import { fail } from "./tool.ts";

interface Words {
  readonly action: "c" | "x" | "t" | undefined;
  readonly isVerbose: boolean;
  readonly file: string;
  readonly folder: string;
  readonly names: readonly string[];
  readonly unknown?: string;
}

export const tar: Program = async (process) => {
  const words = readWords(process.argv.slice(1));
  if (words.unknown !== undefined) return await fail(process, `tar: unrecognized option: ${words.unknown}`);
  const folder = resolvePath(process.cwd, words.folder);
  if (process.machine.files.find(folder)?.kind !== "directory")
    return await fail(process, `tar: can't change directory to '${words.folder}': No such file or directory`);
  if (words.action === "c") return await create(process, words, folder);
  if (words.action === undefined) return await fail(process, "BusyBox v1.36.1 multi-call binary.\n\nUsage: tar c|x|t [-hvokO] [-f TARFILE] [-C DIR] [FILE]...");
  return await extract(process, words, folder);
};

async function create(process: Process, { names, file, isVerbose }: Words, folder: string): Promise<number> {
  const { files } = process.machine;
  if (names.length === 0) return await fail(process, "tar: empty archive");
  const parts: Buffer[] = [];
  let status = 0;
  for (const name of names) {
    const path = resolvePath(folder, name);
    const entry = files.find(path);
    if (entry === undefined) {
      status = await fail(process, `tar: ${name}: No such file or directory`);
      continue;
    }
    if (name.startsWith("/")) await process.stderr.write("tar: removing leading '/' from member names\n");
    for (const each of withBelow(files, path, name.replace(/^\/+/, "").replace(/\/+$/, "") || ".")) {
      parts.push(packEntry(each.name, each.entry));
      if (isVerbose) await process.stderr.write(`${each.name}\n`);
    }
  }
  const archive = Buffer.concat([...parts, packEnd()]);
  if (file === "-") await process.stdout.write(archive);
  else files.write(resolvePath(process.cwd, file), archive);
  return status === 0 ? 0 : await fail(process, "tar: error exit delayed from previous errors");
}

function withBelow(files: Files, path: string, name: string): readonly { readonly name: string; readonly entry: Entry }[] {
  const entry = files.get(path);
  if (entry.kind === "file") return [{ name, entry }];
  return [{ name: `${name}/`, entry }, ...files.list(path).flatMap((each) => withBelow(files, resolvePath(path, each), `${name}/${each}`))];
}

async function extract(process: Process, { action, file, isVerbose, names }: Words, folder: string): Promise<number> {
  const { files } = process.machine;
  const archive = file === "-" ? await readAll(process) : files.read(resolvePath(process.cwd, file));
  const members = unpackAll(archive);
  if (members === undefined) return await fail(process, "tar: short read");
  for (const { name, content, mode } of members) {
    if (names.length > 0 && !names.some((each) => name === each || name.startsWith(`${each}/`))) continue;
    if (action === "t" || isVerbose) await process.stdout.write(`${name}\n`);
    if (action === "t") continue;
    const path = resolvePath(folder, name);
    makeFolder(files, content === undefined ? path : parentOf(path));
    if (content === undefined) continue;
    files.write(path, content);
    const entry = files.get(path);
    if (baseName(path) !== "" && entry.kind === "file") entry.mode = mode;
  }
  return 0;
}

function makeFolder(files: Files, path: string): void {
  if (files.find(path)?.kind === "directory") return;
  makeFolder(files, parentOf(path));
  files.makeDirectory(path);
}

async function readAll(process: Process): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let bytes = await process.stdin.read(process.signal); bytes !== undefined; bytes = await process.stdin.read(process.signal)) chunks.push(bytes);
  return Buffer.concat(chunks);
}

/** The first word may stand without its dash, as in `tar xf -`. */
function readWords([first = "", ...rest]: readonly string[]): Words {
  const queue = [first.startsWith("-") ? first : `-${first}`, ...rest];
  const names: string[] = [];
  let words: Words = { action: undefined, isVerbose: false, file: "-", folder: ".", names };
  while (queue.length > 0) {
    const word = queue.shift() ?? "";
    if (!/^-./.test(word)) {
      names.push(word);
      continue;
    }
    if (word.startsWith("--")) {
      if (/^--(no-same-owner|no-same-permissions|warning=.*)$/.test(word)) continue;
      return { ...words, unknown: word.slice(2) };
    }
    for (let index = 1; index < word.length; index += 1) {
      const letter = word[index] ?? "";
      if (letter === "f" || letter === "C") {
        const value = word.slice(index + 1) || (queue.shift() ?? "");
        words = letter === "f" ? { ...words, file: value } : { ...words, folder: value };
        break;
      }
      if (letter === "c" || letter === "x" || letter === "t") words = { ...words, action: letter };
      else if (letter === "v") words = { ...words, isVerbose: true };
      else if (!"mpoh".includes(letter)) return { ...words, unknown: letter };
    }
  }
  return words;
}
