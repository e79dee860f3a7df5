/** A practice cluster whose home is a file system of one megabyte, filled to the last byte. It takes a mount, so it runs as root on Linux only. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { down, status, up } from "../../../src/practice/daemon/control.ts";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";
import { run } from "../../../src/process/run.ts";
import { testKubectl } from "../../support/kubectl.ts";

const home = mkdtempSync(join(tmpdir(), "svclab-full-"));
const filler = join(home, "filler");
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", home], { stdio: "ignore" }).status === 0;

beforeEach(({ skip }) => skip(!mounted, "no tmpfs can be mounted here: that takes root, on Linux"));
afterAll(async () => {
  await down({ home });
  if (mounted) spawnSync("umount", ["-l", home]);
  rmSync(home, { recursive: true, force: true });
});

async function kubectl(...args: readonly string[]) {
  return run([await testKubectl(), ...args], { env: { KUBECONFIG: practicePaths(home).kubeconfig }, timeoutMs: 60_000 });
}

function fill(): void {
  for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }
}

test("says that the disk is full, keeps what it acknowledged, and goes on when there is room", { timeout: 120_000 }, async () => {
  const { pid } = await up({ home, env: process.env });
  expect(await kubectl("create", "configmap", "before")).toMatchObject({ exitCode: 0 });
  expect(await kubectl("create", "deployment", "echo", "--image=ghcr.io/subicura/echo:v1")).toMatchObject({ exitCode: 0 });
  fill();
  // Larger than what may be left of the journal's last block.
  const refused = await kubectl("create", "configmap", "refused", `--from-literal=text=${"x".repeat(10_000)}`);
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/could not be stored, nothing was changed: ENOSPC/) });
  expect((await kubectl("get", "configmaps", "-o", "name")).stdout).not.toContain("refused");

  rmSync(filler);
  expect(await kubectl("scale", "deployment/echo", "--replicas=2")).toMatchObject({ exitCode: 0 });
  expect(await kubectl("rollout", "status", "deployment/echo", "--timeout=50s")).toMatchObject({ exitCode: 0 });
  expect(await status({ home })).toMatchObject({ status: "running", pid });
});

test("killed on a full disk, it comes back with what it acknowledged once there is room; until then its start says why not", async () => {
  const { pid } = await up({ home, env: process.env });
  fill();
  process.kill(pid, "SIGKILL");
  await expect(up({ home, env: process.env })).rejects.toMatchObject({ text: { en: expect.stringContaining("ENOSPC") } });
  rmSync(filler);
  await up({ home, env: process.env });
  expect((await kubectl("get", "configmaps", "before", "-o", "name")).stdout).toBe("configmap/before\n");
  expect((await kubectl("get", "deployment", "echo", "-o", "jsonpath={.spec.replicas}")).stdout).toBe("2");
});
