/** Measures the practice cluster and the command, and prints the numbers beside the targets. Asserts nothing. Linux only: npm run bench [-- NAME…], each the beginning of a measurement's name */
import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { run } from "../../src/process/run.ts";
import { measureApi } from "./api-latency.ts";
import { measureBesideKubectl } from "./beside-kubectl.ts";
import { measureColdStart } from "./cold-start.ts";
import { measureDaemon } from "./daemon-process.ts";
import { measureFirstAnswer } from "./first-answer.ts";
import { measureMarking } from "./marking.ts";
import { expectSuccess, root } from "./room.ts";
import { measureStartUp } from "./start-up.ts";
import { type Row, renderTable } from "./table.ts";
import { measureWalking } from "./walking.ts";
import { measureWatching } from "./watching.ts";

const ALL_MS = 12 * 60_000;

const measurements: readonly (readonly [string, (signal: AbortSignal) => Promise<readonly Row[]>])[] = [
  ["start-up", measureStartUp],
  ["daemon", measureDaemon],
  ["first answer", measureFirstAnswer],
  ["API", measureApi],
  ["marking", measureMarking],
  ["watching", measureWatching],
  ["walking", measureWalking],
  ["cold start", measureColdStart],
  ["kubectl alone", measureBesideKubectl],
];
const wanted = process.argv.slice(2);
const chosen = measurements.filter(([name]) => wanted.length === 0 || wanted.some((each) => name.toLowerCase().startsWith(each.toLowerCase())));
if (chosen.length === 0) {
  console.error(`no measurement is called so; there are: ${measurements.map(([name]) => name).join(", ")}`);
  process.exitCode = 2;
}

const interrupts = new AbortController();
// They stay listened to: execa's own listener ends the process, and with it the cleaning up, as soon as it is the only one.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interrupts.abort(new DOMException("interrupted", "AbortError")));
const signal = AbortSignal.any([interrupts.signal, AbortSignal.timeout(ALL_MS)]);
// Every request under way listens to it.
setMaxListeners(0, signal);
if (!existsSync(join(root, "dist/main.js"))) expectSuccess(await run(["npm", "run", "build"], { cwd: root, timeoutMs: 60_000, signal }), "npm run build");
const before = load();
const rows: Row[] = [];
for (const [name, measure] of chosen) {
  if (interrupts.signal.aborted) break;
  console.error(`measuring: ${name}`);
  rows.push(...(await measure(signal).catch((error: Error) => [{ what: name, measured: "not measured", detail: error.message.split("\n")[0] }])));
}
if (chosen.length > 0) console.log(`node ${process.version}, ${cpus().length} processors, ${cpus()[0]?.model ?? ""}; load before ${before}, after ${load()}\n`);
if (rows.length > 0) console.log(renderTable(rows));
if (interrupts.signal.aborted) process.exitCode = 130;

/** Processes that wanted a processor, on average over the last minute. */
function load(): string {
  return (loadavg()[0] ?? 0).toFixed(2);
}
