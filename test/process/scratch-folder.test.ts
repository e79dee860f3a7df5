import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeScratchFolder, sweepScratchFolders } from "../../src/process/scratch-folder.ts";

let parent: string;
let dead: number;
beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), "svclab-sweep-"));
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  dead = child.pid ?? 0;
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const tomorrow = (): number => Date.now() + 24 * 3600_000;

test("the folder of a process that is gone is deleted with all that is in it", async () => {
  mkdirSync(join(parent, `svclab-echo-${dead}-abc123`));
  writeFileSync(join(parent, `svclab-echo-${dead}-abc123`, "echo-svc.yml"), "");
  await sweepScratchFolders(tomorrow(), parent);
  expect(readdirSync(parent)).toEqual([]);
});

test("a folder whose process runs stays, and so does a young one", async () => {
  const own = basename(await makeScratchFolder("echo", parent));
  expect(own).toContain(`-${process.pid}-`);
  await sweepScratchFolders(tomorrow(), parent);
  expect(readdirSync(parent)).toEqual([own]);
  mkdirSync(join(parent, `svclab-echo-${dead}-abc123`));
  await sweepScratchFolders(Date.now(), parent);
  expect(readdirSync(parent)).toHaveLength(2);
});

test("nothing else is touched: other names, files, and links", async () => {
  const names = ["svclab-Ab12cd", `svclab-echo-${dead}`, `other-echo-${dead}-abc123`, `svclab-echo-${dead}-abc1234`];
  for (const name of names) mkdirSync(join(parent, name));
  writeFileSync(join(parent, `svclab-file-${dead}-abc123`), "");
  symlinkSync(join(parent, "svclab-Ab12cd"), join(parent, `svclab-link-${dead}-abc123`));
  await sweepScratchFolders(tomorrow(), parent);
  expect(readdirSync(parent)).toHaveLength(names.length + 2);
});

test("a folder that can't be read is no trouble", async () => {
  await expect(sweepScratchFolders(tomorrow(), join(parent, "missing"))).resolves.toBeUndefined();
});
