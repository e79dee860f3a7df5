/** Commands on files. */
import { baseName, FileError, parentOf, resolvePath } from "../machine/files.ts";
import { lookUp } from "../machine/find-program.ts";
import type { Process, Program } from "../machine/process.ts";
import { cp, mv } from "./copy.ts";
import { find } from "./find.ts";
import { ls } from "./ls.ts";
import { attempt, eachInput, fail, type Options, tool } from "./tool.ts";

export const fileTools: Readonly<Record<string, Program>> = {
  ls,
  cp,
  mv,
  find,
  cat: tool({
    name: "cat",
    letters: "u",
    run: (process, { operands }) =>
      eachInput(process, {
        name: "cat",
        files: operands,
        trouble: "can't open",
        async use(input) {
          for (let bytes = await input.read(process.signal); bytes !== undefined; bytes = await input.read(process.signal)) await process.stdout.write(bytes);
        },
      }),
  }),
  touch: tool({ name: "touch", letters: "c", run: touch }),
  mkdir: tool({ name: "mkdir", letters: "p", run: makeDirectories }),
  rm: tool({ name: "rm", letters: "rRfi", run: remove }),
  rmdir: tool({ name: "rmdir", letters: "", run: removeDirectories }),
  tee: tool({ name: "tee", letters: "ai", run: tee }),
  which: tool({ name: "which", letters: "a", run: which }),
};

async function touch(process: Process, options: Options): Promise<number> {
  const { files, clock } = process.machine;
  let status = 0;
  for (const name of options.operands) {
    const path = resolvePath(process.cwd, name);
    const entry = files.find(path);
    if (entry !== undefined) entry.modified = clock.now();
    else if (!options.has("c"))
      status |= await attempt(
        process,
        () => files.write(path, Buffer.alloc(0)),
        (why) => `touch: ${name}: ${why}`,
      );
  }
  return options.operands.length === 0 ? await fail(process, "touch: missing file operand") : status;
}

async function makeDirectories(process: Process, options: Options): Promise<number> {
  const { files } = process.machine;
  let status = 0;
  const makeWithParents = (path: string): void => {
    const entry = files.find(path);
    if (entry?.kind === "directory") return;
    if (entry !== undefined) throw new FileError("EEXIST");
    makeWithParents(parentOf(path));
    files.makeDirectory(path);
  };
  for (const name of options.operands) {
    const path = resolvePath(process.cwd, name);
    const make = options.has("p") ? () => makeWithParents(path) : () => files.makeDirectory(path);
    status |= await attempt(process, make, (why) => `mkdir: can't create directory '${name}': ${why}`);
  }
  return options.operands.length === 0 ? await fail(process, "mkdir: missing operand") : status;
}

async function remove(process: Process, options: Options): Promise<number> {
  const { files } = process.machine;
  const isRecursive = options.has("r") || options.has("R");
  let status = 0;
  for (const name of options.operands) {
    const path = resolvePath(process.cwd, name);
    const entry = files.find(path);
    if (entry === undefined && options.has("f")) continue;
    if (entry?.kind === "directory" && !isRecursive) status = await fail(process, `rm: '${name}' is a directory`);
    else if (path === "/") {
      for (const each of files.list("/")) files.remove(`/${each}`, true);
      status = await fail(process, `rm: can't remove '${name}': Resource busy`);
    } else
      status |= await attempt(
        process,
        () => files.remove(path, isRecursive),
        (why) => `rm: can't remove '${name}': ${why}`,
      );
  }
  return options.operands.length === 0 && !options.has("f") ? await fail(process, "rm: missing operand") : status;
}

async function removeDirectories(process: Process, { operands }: Options): Promise<number> {
  const { files } = process.machine;
  let status = 0;
  for (const name of operands) {
    const path = resolvePath(process.cwd, name);
    const removeEmpty = (): void => {
      if (files.get(path).kind === "file") throw new FileError("ENOTDIR");
      if (path === "/") throw new FileError("ENOTEMPTY");
      files.remove(path);
    };
    status |= await attempt(process, removeEmpty, (why) => `rmdir: '${name}': ${why}`);
  }
  return status;
}

async function tee(process: Process, options: Options): Promise<number> {
  const { files } = process.machine;
  let status = 0;
  const targets: string[] = [];
  for (const name of options.operands) {
    const path = resolvePath(process.cwd, name);
    const failed = await attempt(
      process,
      () => files.write(path, Buffer.alloc(0), options.has("a") ? "append" : "replace"),
      (why) => `tee: ${name}: ${why}`,
    );
    if (failed === 0) targets.push(path);
    status |= failed;
  }
  for (let bytes = await process.stdin.read(process.signal); bytes !== undefined; bytes = await process.stdin.read(process.signal)) {
    const chunk = bytes;
    for (const path of targets)
      status |= await attempt(
        process,
        () => files.write(path, chunk, "append"),
        (why) => `tee: ${baseName(path)}: ${why}`,
      );
    await process.stdout.write(chunk);
  }
  return status;
}

async function which(process: Process, { operands }: Options): Promise<number> {
  let status = 0;
  for (const name of operands) {
    const found = lookUp(process.machine, process, name);
    if (found.status === "found") await process.stdout.write(`${found.path}\n`);
    else status = 1;
  }
  return status;
}
