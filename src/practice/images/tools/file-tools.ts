/** Commands on files. */
import { FileError, resolvePath } from "../machine/files.ts";
import type { Program } from "../machine/process.ts";

export const fileTools: Readonly<Record<string, Program>> = {
  cat: async (process) => {
    let status = 0;
    const names = process.argv.slice(1);
    for (const name of names.length === 0 ? ["-"] : names) {
      if (name === "-") {
        for (let bytes = await process.stdin.read(process.signal); bytes !== undefined; bytes = await process.stdin.read(process.signal))
          await process.stdout.write(bytes);
        continue;
      }
      try {
        await process.stdout.write(process.machine.files.read(resolvePath(process.cwd, name)));
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await process.stderr.write(`cat: can't open '${name}': ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
  ls: async (process) => {
    const names = process.argv.slice(1).filter((word) => !word.startsWith("-"));
    for (const name of names.length === 0 ? ["."] : names) {
      const path = resolvePath(process.cwd, name);
      if (process.machine.files.find(path) === undefined) {
        await process.stderr.write(`ls: ${name}: No such file or directory\n`);
        return 1;
      }
      for (const entry of process.machine.files.list(path)) await process.stdout.write(`${entry}\n`);
    }
    return 0;
  },
};
