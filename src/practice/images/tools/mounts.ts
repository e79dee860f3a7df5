/** What is mounted: mount, df. */
import type { Program } from "../machine/process.ts";

export const mount: Program = async (process) => {
  if (process.argv.length > 1) {
    await process.stderr.write("mount: permission denied (are you root?)\n");
    return 1;
  }
  const volumes = process.machine.files.mounts.map(
    ({ path, readOnly }) => `${readOnly ? "tmpfs" : "/dev/vda1"} on ${path} type ${readOnly ? "tmpfs (ro" : "ext4 (rw"},relatime)`,
  );
  const lines = ["overlay on / type overlay (rw,relatime)", "proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)", ...volumes.reverse()];
  await process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
};

export const df: Program = async (process) => {
  const isHuman = process.argv.slice(1).some((word) => /^-[a-z]*h/.test(word));
  const title = `Filesystem           ${isHuman ? "     Size" : "1K-blocks"}      Used Available Use% Mounted on`;
  const sizes = isHuman ? "    17.0G      4.2G     12.0G  26%" : " 17784752   4412744  12443012  26%";
  const lines = [`overlay              ${sizes} /`, ...process.machine.files.mounts.map(({ path }) => `/dev/vda1            ${sizes} ${path}`).reverse()];
  await process.stdout.write(`${[title, ...lines].join("\n")}\n`);
  return 0;
};
