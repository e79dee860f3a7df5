/** Which executables an image holds. */
import { become } from "./machine/find-program.ts";
import type { Program } from "./machine/process.ts";
import { shell } from "./shell/shell.ts";
import { fileTools } from "./tools/file-tools.ts";
import { glibcNameTools, nameTools } from "./tools/name-tools.ts";
import { systemTools } from "./tools/system-tools.ts";
import { nc } from "./tools/telnet.ts";
import { textTools } from "./tools/text-tools.ts";
import { wget } from "./tools/wget.ts";

export type Programs = Readonly<Record<string, Program>>;

/** What runs before it: `tini -- node app.js`. */
export const wrapper: Program = async (process) =>
  await become(
    process,
    process.argv.slice(1).filter((word, index) => !(index === 0 && word === "--")),
  );

/** alpine with busybox. */
export const busybox: Programs = { ...fileTools, ...textTools, ...systemTools, ...nameTools, sh: shell("ash"), ash: shell("ash"), nc, wget, apk };

const { ps: _ps, ...debianSystem } = systemTools;

/** Debian's slim base: no ps, no network tools. */
export const debian: Programs = {
  ...fileTools,
  ...textTools,
  ...debianSystem,
  ...glibcNameTools,
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
