import { baseName, FileError, type Files, resolvePath } from "../machine/files.ts";
import type { Process } from "../machine/process.ts";
import { attempt, fail, type Options, tool } from "./tool.ts";

export const cp = tool({ name: "cp", letters: "rRafp", run: (process, options) => eachTarget(process, "cp", options, copyOne) });

export const mv = tool({ name: "mv", letters: "fn", run: (process, options) => eachTarget(process, "mv", options, moveOne) });

interface Transfer {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly options: Options;
}

async function eachTarget(process: Process, tool: string, options: Options, transfer: (process: Process, one: Transfer) => Promise<number>): Promise<number> {
  const { files } = process.machine;
  const names = options.operands.slice(0, -1);
  const last = options.operands.at(-1) ?? "";
  if (names.length === 0) return await fail(process, `${tool}: missing file operand`);
  const target = resolvePath(process.cwd, last);
  const isFolder = files.find(target)?.kind === "directory";
  if (!isFolder && names.length > 1) return await fail(process, `${tool}: target '${last}' is not a directory`);
  let status = 0;
  for (const name of names) {
    const source = resolvePath(process.cwd, name);
    const full = isFolder ? resolvePath(target, baseName(source)) : target;
    status |= await transfer(process, { name, source, target: full, options });
  }
  return status;
}

async function copyOne(process: Process, { name, source, target, options }: Transfer): Promise<number> {
  const { files } = process.machine;
  const entry = files.find(source);
  if (entry === undefined) return await fail(process, `cp: can't stat '${name}': No such file or directory`);
  if (entry.kind === "directory" && !["r", "R", "a"].some((letter) => options.has(letter))) return await fail(process, `cp: omitting directory '${name}'`);
  if (source === target) return await fail(process, `cp: '${name}' and '${name}' are the same file`);
  const parts = treeOf(files, source);
  const copy = (): void => {
    for (const part of parts) copyEntry(files, part, target + part.slice(source.length));
  };
  return await attempt(process, copy, (why) => `cp: can't create '${target}': ${why}`);
}

async function moveOne(process: Process, { name, source, target, options }: Transfer): Promise<number> {
  const { files } = process.machine;
  const existing = files.find(target);
  if (source === "/") return await fail(process, `mv: can't rename '${name}': Resource busy`);
  if (target.startsWith(`${source}/`)) return await fail(process, `mv: can't rename '${name}': Invalid argument`);
  if (existing !== undefined && options.has("n")) return 0;
  const move = (): void => {
    const entry = files.get(source);
    if (existing?.kind === "file" && entry.kind === "directory") throw new FileError("ENOTDIR");
    if (existing?.kind === "directory" && entry.kind === "file") throw new FileError("EISDIR");
    if (existing?.kind === "directory" && files.list(target).length > 0 && source !== target) throw new FileError("ENOTEMPTY");
    files.move(source, target);
  };
  return await attempt(process, move, (why) => `mv: can't rename '${name}': ${why}`);
}

/** The path and all below it, parents first. */
function treeOf(files: Files, path: string): readonly string[] {
  if (files.find(path)?.kind !== "directory") return [path];
  return [path, ...files.list(path).flatMap((name) => treeOf(files, resolvePath(path, name)))];
}

function copyEntry(files: Files, source: string, target: string): void {
  const entry = files.get(source);
  const isNew = files.find(target) === undefined;
  if (entry.kind === "directory") {
    if (isNew) files.makeDirectory(target);
    else if (files.get(target).kind === "file") throw new FileError("ENOTDIR");
    return;
  }
  files.write(target, entry.content);
  const copied = files.get(target);
  if (!isNew || copied.kind === "directory") return;
  copied.mode = entry.mode;
  if (entry.program) files.put(target, { ...copied, program: entry.program });
}
