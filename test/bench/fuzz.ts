/** npm run fuzz -- [ATTACKS] [SEED]: attacks a practice cluster of its own, on loopback, and says how it stood them. Ends by itself. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { down, up } from "../../src/practice/daemon/control.ts";
import { practicePaths } from "../../src/practice/daemon/paths.ts";
import { runFuzz } from "../practice/robustness/fuzz/run-fuzz.ts";

const ALL_MS = 45 * 60_000;
const attacks = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const home = mkdtempSync(join(tmpdir(), "svclab-fuzz-"));
const stopped = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stopped.abort());

try {
  const { pid } = await up({ home, env: process.env, temporary: true });
  console.log(`${attacks} attacks, seed ${seed}, process ${pid}`);
  const from = performance.now();
  const result = await runFuzz({
    home,
    pid,
    seed,
    attacks,
    signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(ALL_MS)]),
    onProgress: (done, { memory, files, faults, trouble }) =>
      console.error(`${done}: ${memory.at(-1)} MiB, ${files.at(-1)} files, ${faults.length} faults, ${trouble.length} lines of trouble`),
  });
  console.log(JSON.stringify({ ...result, faults: result.faults.slice(0, 20), seconds: Math.round((performance.now() - from) / 1000) }, undefined, 2));
  process.exitCode = result.answers && result.faults.length + result.trouble.length === 0 ? 0 : 1;
  if (process.exitCode === 1) console.log(`log: ${practicePaths(home).log}`);
} finally {
  await down({ home });
  if (process.exitCode !== 1) rmSync(home, { recursive: true, force: true });
}
