/** The kubectl of the tests: always the pinned one, fetched once per checkout. */
import { fileURLToPath } from "node:url";
import { ensureKubectl } from "../../src/process/kubectl.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/svclab", import.meta.url));

/** Its absolute path. */
export async function testKubectl(): Promise<string> {
  const { path } = await ensureKubectl({ home: cache, env: process.env, cache, only: "pinned" });
  return path;
}
