/** Commands about the system and its processes. */
import { availableParallelism } from "node:os";
import { arch as nodeArch } from "node:process";
import { baseName, parentOf } from "../machine/files.ts";
import type { Process, Program } from "../machine/process.ts";
import { date } from "./date.ts";
import { base64, md5sum, sha256sum } from "./digests.ts";
import { env, id, printenv } from "./environment.ts";
import { kill, ps, sleep } from "./processes.ts";
import { createBreather, fail, type Options, tool } from "./tool.ts";

/** As the node tells of itself. */
const KERNEL = "6.6.95";
const ARCHITECTURE = nodeArch === "x64" ? "x86_64" : nodeArch === "arm64" ? "aarch64" : nodeArch;

export const systemTools: Readonly<Record<string, Program>> = {
  true: async () => 0,
  false: async () => 1,
  env,
  printenv,
  id,
  ps,
  kill,
  sleep,
  date,
  md5sum,
  sha256sum,
  base64,
  hostname: tool({
    name: "hostname",
    letters: "isf",
    run: (process, options) => say(process, options.has("i") ? process.machine.network.address : process.machine.hostname),
  }),
  uname: tool({ name: "uname", letters: "asnrvmo", run: uname }),
  whoami: (process) => say(process, "root"),
  arch: (process) => say(process, ARCHITECTURE),
  nproc: (process) => say(process, String(availableParallelism())),
  pwd: (process) => say(process, process.cwd),
  clear: async (process) => {
    await process.stdout.write("\x1b[H\x1b[J");
    return 0;
  },
  free: (process) => say(process, FREE),
  uptime,
  yes,
  basename,
  dirname,
};

async function say(process: Process, text: string): Promise<number> {
  await process.stdout.write(`${text}\n`);
  return 0;
}

async function uname(process: Process, options: Options): Promise<number> {
  const parts: Readonly<Record<string, string>> = {
    s: "Linux",
    n: process.machine.hostname,
    r: KERNEL,
    v: "#1 SMP PREEMPT_DYNAMIC",
    m: ARCHITECTURE,
    o: process.machine.libc === "musl" ? "Linux" : "GNU/Linux",
  };
  const asked = Object.keys(parts).filter((letter) => options.has("a") || options.has(letter));
  return await say(process, (asked.length === 0 ? ["s"] : asked).map((letter) => parts[letter]).join(" "));
}

async function uptime(process: Process): Promise<number> {
  const now = process.machine.clock.now();
  const started = Math.min(now, ...process.machine.processes().map(({ startedAt }) => startedAt));
  const minutes = Math.floor((now - started) / 60_000);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const up = hours > 0 ? `${String(hours % 24).padStart(2)}:${String(minutes % 60).padStart(2, "0")}` : `${minutes} min`;
  const daysText = days > 0 ? `${days} day${days > 1 ? "s" : ""}, ` : "";
  return await say(process, ` ${new Date(now).toISOString().slice(11, 19)} up ${daysText}${up},  0 users,  load average: 0.00, 0.00, 0.00`);
}

/** Ends by a broken pipe or a signal. */
async function yes(process: Process): Promise<number> {
  const text = `${process.argv.slice(1).join(" ") || "y"}\n`;
  const block = text.repeat(Math.max(1, Math.floor(1024 / text.length)));
  const rest = createBreather(process, 16);
  for (;;) {
    process.signal.throwIfAborted();
    await process.stdout.write(block);
    await rest();
  }
}

async function basename(process: Process): Promise<number> {
  const [name, suffix = ""] = process.argv.slice(1);
  if (name === undefined) return await fail(process, "basename: missing operand");
  const base = baseName(withoutSlashes(name)) || name.slice(0, 1);
  return await say(process, suffix !== "" && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base);
}

async function dirname(process: Process): Promise<number> {
  const name = process.argv[1];
  if (name === undefined) return await fail(process, "dirname: missing operand");
  const trimmed = withoutSlashes(name);
  if (trimmed === "" && name !== "") return await say(process, "/");
  return await say(process, trimmed.includes("/") ? withoutSlashes(parentOf(trimmed)) || "/" : ".");
}

function withoutSlashes(name: string): string {
  return name.replace(/\/+$/, "");
}

const FREE = `              total        used        free      shared  buff/cache   available
Mem:        4028132      812344     1893220       18432     1322568     2978116
Swap:             0           0           0`;
