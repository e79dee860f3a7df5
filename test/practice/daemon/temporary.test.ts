/** A cluster that was started for one command must not outlive it, however the command ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { down, status, up } from "../../../src/practice/daemon/control.ts";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";

let home: string;
let owner: ChildProcess | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "svclab-temporary-"));
});
afterEach(async () => {
  owner?.kill("SIGKILL");
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

function startOwner(): ChildProcess {
  const script = fileURLToPath(new URL("owner.ts", import.meta.url));
  owner = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, home], { stdio: ["ignore", "pipe", "inherit"] });
  return owner;
}

/** Looks again until it holds; the test's own limit ends the looking. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(20);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("the process and the folder of a temporary cluster are gone after its owner was killed", { timeout: 90_000 }, async () => {
  const { stdout } = startOwner();
  const [line] = (await once(stdout!, "data")) as [Buffer];
  const pid = Number(line.toString());
  expect(await status({ home })).toMatchObject({ status: "running", pid });
  owner?.kill("SIGKILL");
  await until(() => !lives(pid) && !existsSync(home));
});

test("also when its owner was killed while it was still starting", { timeout: 90_000 }, async () => {
  startOwner();
  await until(() => existsSync(practicePaths(home).addresses));
  owner?.kill("SIGKILL");
  await until(() => !existsSync(home));
  expect(await status({ home })).toEqual({ status: "absent" });
});

test("a cluster that is not temporary outlives the command that started it", { timeout: 90_000 }, async () => {
  const script = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));
  const command = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, "cluster", "up"], {
    env: { ...process.env, SVCLAB_HOME: home },
    stdio: "ignore",
  });
  expect(await once(command, "exit")).toEqual([0, null]);
  expect(await up({ home, env: process.env })).toMatchObject({ started: false });
});
