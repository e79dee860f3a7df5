/** The image's entry point: options alone, or a configuration file, are meant for redis-server (docker-library/redis). */
import { become } from "../machine/find-program.ts";
import type { Program } from "../machine/process.ts";

export const redisEntrypoint: Program = async (process) => {
  const words = process.argv.slice(1);
  const isMeant = words[0]?.startsWith("-") === true || words[0]?.endsWith(".conf") === true;
  return await become(process, isMeant ? ["redis-server", ...words] : words);
};
