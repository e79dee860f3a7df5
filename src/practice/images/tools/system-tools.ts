/** Commands about the system and its processes. */
import type { Program } from "../machine/process.ts";

export const systemTools: Readonly<Record<string, Program>> = {
  true: async () => 0,
  false: async () => 1,
  ps: async () => 0,
  sleep: async (process) => {
    await process.machine.clock.sleep(Number(process.argv[1] ?? 0) * 1000, process.signal);
    return 0;
  },
  hostname: async (process) => {
    await process.stdout.write(`${process.machine.hostname}\n`);
    return 0;
  },
  env: async (process) => {
    for (const [name, value] of process.env) await process.stdout.write(`${name}=${value}\n`);
    return 0;
  },
  printenv: async (process) => {
    let status = 0;
    for (const name of process.argv.slice(1)) {
      const value = process.env.get(name);
      if (value === undefined) status = 1;
      else await process.stdout.write(`${value}\n`);
    }
    return status;
  },
};
