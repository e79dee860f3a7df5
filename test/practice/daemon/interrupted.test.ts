/** Killed where it hurts: while it starts, while it is reset; and files that a crash of the machine has spoilt. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalizedText } from "../../../grader/model.ts";
import { down, reset, status, up } from "../../../src/practice/daemon/control.ts";
import { entryPoint } from "../../../src/practice/daemon/entry-point.ts";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";
import { askCluster } from "../../../src/practice/daemon/private-client.ts";
import { spawnDetached } from "../../../src/process/long-running.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "svclab-interrupted-"));
});
afterEach(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

const start = (told: LocalizedText[] = []) => up({ home, env: process.env, onProgress: (text) => told.push(text) });

async function ask(method: "GET" | "POST", path: string, body?: object) {
  return askCluster(practicePaths(home), { method, path, timeoutMs: 10_000, ...(body === undefined ? {} : { body }) });
}

const configMaps = "/api/v1/namespaces/default/configmaps";
const keep = (name: string) => ask("POST", configMaps, { apiVersion: "v1", kind: "ConfigMap", metadata: { name } });

test.each(["addresses", "certificates", "certificates/admin.crt", "daemon.json", "data/objects/journal.jsonl"])(
  "killed at the start, as soon as it has made %s, it starts the next time",
  { timeout: 60_000 },
  async (file) => {
    const { folder, log } = practicePaths(home);
    mkdirSync(folder, { recursive: true });
    const child = spawnDetached([...entryPoint("daemon"), "--home", home], { cwd: folder, env: process.env, logFile: log });
    while (!existsSync(join(folder, file))) await delay(1);
    process.kill(child.pid ?? 0, "SIGKILL");
    await child.exited;
    expect(await start()).toMatchObject({ ready: true, started: true, setAside: [] });
    expect(await keep("works")).toMatchObject({ code: 201 });
  },
);

test("a reset that was killed half-way leaves nothing of what was reset, and the next start deletes the rest", async () => {
  const paths = practicePaths(home);
  await start();
  await keep("gone");
  await down({ home });
  // As it is when the process is killed between its two strokes.
  mkdirSync(`${paths.discarded}a`);
  writeFileSync(join(`${paths.discarded}a`, "snapshot.json"), "half");
  await reset({ home });
  expect(readdirSync(paths.folder).filter((name) => name.startsWith("d") && !name.startsWith("daemon"))).toEqual([]);
  mkdirSync(`${paths.discarded}b`);
  expect(await status({ home })).toEqual({ status: "absent" });
  await start();
  expect(existsSync(`${paths.discarded}b`)).toBe(false);
  expect(await ask("GET", `${configMaps}/gone`)).toMatchObject({ code: 404 });
});

test("what a broken journal can't tell any more is told: the file is set aside and named in both languages", async () => {
  const { pid } = await start();
  await keep("kept");
  process.kill(pid, "SIGKILL");
  const objects = join(practicePaths(home).data, "objects");
  const journal = join(objects, "journal.jsonl");
  appendFileSync(journal, "no json\n");
  const whole = readFileSync(journal);
  const told: LocalizedText[] = [];
  const { setAside } = await start(told);
  expect(setAside).toHaveLength(1);
  expect(readFileSync(setAside[0] ?? "")).toEqual(whole);
  expect(told.at(-1)).toEqual({ en: expect.stringContaining(`set aside:\n  ${setAside[0]}`), ko: expect.stringContaining(setAside[0] ?? "") });
  expect(await ask("GET", `${configMaps}/kept`)).toMatchObject({ code: 200 });
});
