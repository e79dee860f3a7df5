/** Which executables an image holds. */
import { become, lookUp } from "./machine/find-program.ts";
import type { Program } from "./machine/process.ts";
import { shell } from "./shell/shell.ts";
import { fileTools } from "./tools/file-tools.ts";
import { df, mount } from "./tools/mounts.ts";
import { libraryTools, nameTools } from "./tools/name-tools.ts";
import { netstat } from "./tools/netstat.ts";
import { systemTools } from "./tools/system-tools.ts";
import { tar } from "./tools/tar.ts";
import { nc } from "./tools/telnet.ts";
import { textTools } from "./tools/text-tools.ts";
import { wget } from "./tools/wget.ts";

export type Programs = Readonly<Record<string, Program>>;

/** A program that becomes another: `docker-entrypoint.sh redis-server`. */
export const wrapper: Program = async (process) =>
  await become(
    process,
    process.argv.slice(1).filter((word, index) => !(index === 0 && word === "--")),
  );

/** Process 1 of the lab images, which starts the app as its child and hands signals on: `tini -- node app.js`. */
export const tini: Program = async (process) => {
  const argv = process.argv.slice(1).filter((word, index) => !(index === 0 && word === "--"));
  const found = lookUp(process.machine, process, argv[0] ?? "");
  if (found.status !== "found") {
    await process.stderr.write(`[FATAL tini (7)] exec ${argv[0] ?? ""} failed: No such file or directory\n`);
    return 127;
  }
  const { env, cwd, stdin, stdout, stderr, terminal, pid } = process;
  const child = process.machine.spawn({ program: found.program, argv, env, cwd, stdin, stdout, stderr, terminal, parent: pid });
  process.onSignal = (signal) => {
    child.kill(signal);
    return true;
  };
  return (await child.done).code;
};

export const busybox: Programs = {
  ...fileTools,
  ...textTools,
  ...systemTools,
  ...nameTools,
  sh: shell("ash"),
  ash: shell("ash"),
  nc,
  netstat,
  tar,
  wget,
  mount,
  df,
};

export const alpineLinux: Programs = { ...busybox, ...libraryTools, apk };

const { ps: _ps, ...debianSystem } = systemTools;

/** Debian's slim base: no ps, no network tools. */
export const debian: Programs = {
  ...fileTools,
  ...textTools,
  ...debianSystem,
  ...libraryTools,
  tar,
  mount,
  df,
  sh: shell("dash"),
  dash: shell("dash"),
  bash: shell("bash"),
  "apt-get": apt,
  apt,
};

async function apk(...[process]: Parameters<Program>): Promise<number> {
  if (process.argv[1] !== "add" && process.argv[1] !== "update") return 0;
  await process.stdout.write("fetch https://dl-cdn.alpinelinux.org/alpine/v3.18/main/x86_64/APKINDEX.tar.gz\n");
  await process.stderr.write("WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.18/main: temporary error (try again later)\n");
  for (const name of process.argv.slice(2).filter((word) => !word.startsWith("-")))
    await process.stderr.write(`ERROR: unable to select packages:\n  ${name} (no such package):\n    required by: world[${name}]\n`);
  return process.argv.length > 2 ? 1 : 0;
}

async function apt(...[process]: Parameters<Program>): Promise<number> {
  if (process.argv[1] !== "update" && process.argv[1] !== "install") return 0;
  await process.stderr.write("E: Temporary failure resolving 'deb.debian.org'\n");
  return 100;
}
