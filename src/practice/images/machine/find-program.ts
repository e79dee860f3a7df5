import { type Files, resolvePath } from "./files.ts";
import type { Machine, Process, Program } from "./process.ts";

export type FoundProgram =
  | { readonly status: "found"; readonly path: string; readonly program: Program }
  | { readonly status: "missing" }
  | { readonly status: "denied"; readonly path: string };

/** Looks a command up as execvp does: a name with a slash is a path, any other is looked for in PATH. */
export function findProgram(files: Files, name: string, from: { readonly cwd: string; readonly path: string }): FoundProgram {
  const candidates = name.includes("/") ? [resolvePath(from.cwd, name)] : from.path.split(":").map((folder) => resolvePath(from.cwd, `${folder}/${name}`));
  let denied: string | undefined;
  for (const path of name === "" ? [] : candidates) {
    const entry = files.find(path);
    if (entry === undefined) continue;
    if (entry.kind === "directory" || (entry.mode & 0o111) === 0) denied ??= path;
    else return { status: "found", path, program: entry.program ?? runScript(path) };
  }
  return denied === undefined ? { status: "missing" } : { status: "denied", path: denied };
}

/** A file of text that is executable: its first line names who runs it, sh else. */
function runScript(path: string): Program {
  return async (process) => {
    const text = process.machine.files.read(path).toString();
    const interpreter = /^#! *(\S+)(?: +(\S+))?/.exec(text)?.slice(1).filter(Boolean) ?? ["/bin/sh"];
    return await become(process, [...(interpreter as string[]), path, ...process.argv.slice(1)]);
  };
}

/** Runs another program in this process, as exec does; 127 with a text when there is none. */
export async function become(process: Process, argv: readonly string[]): Promise<number> {
  const found = lookUp(process.machine, process, argv[0] ?? "");
  if (found.status !== "found") {
    const why = found.status === "missing" ? "No such file or directory" : "Permission denied";
    await process.stderr.write(`${process.argv[0]}: can't execute '${argv[0]}': ${why}\n`);
    return found.status === "missing" ? 127 : 126;
  }
  process.argv = argv;
  return await found.program(process);
}

export function lookUp(machine: Machine, process: Pick<Process, "cwd" | "env">, name: string): FoundProgram {
  return findProgram(machine.files, name, { cwd: process.cwd, path: process.env.get("PATH") ?? DEFAULT_PATH });
}

export const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
