/** Commands on text. */
import type { Program } from "../machine/process.ts";

export const textTools: Readonly<Record<string, Program>> = {
  echo: async (process) => {
    const args = process.argv.slice(1);
    const plain = args[0] === "-n";
    await process.stdout.write(`${(plain ? args.slice(1) : args).join(" ")}${plain ? "" : "\n"}`);
    return 0;
  },
  printf: async (process) => {
    await process.stdout.write((process.argv[1] ?? "").replace(/\\n/g, "\n").replace(/\\r/g, "\r").replace(/\\t/g, "\t"));
    return 0;
  },
};
