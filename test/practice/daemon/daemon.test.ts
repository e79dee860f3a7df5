import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { down, reset, status, up } from "../../../src/practice/daemon/control.ts";
import { practicePaths } from "../../../src/practice/daemon/paths.ts";
import { run } from "../../../src/process/run.ts";
import { testKubectl } from "../../support/kubectl.ts";

let home: string;
let servers: Server[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "svclab-daemon-"));
});
afterEach(async () => {
  await down({ home });
  for (const server of servers) server.close();
  servers = [];
  rmSync(home, { recursive: true, force: true });
});

const start = () => up({ home, env: process.env });

async function kubectl(...args: readonly string[]) {
  return run([await testKubectl(), ...args], { env: { KUBECONFIG: practicePaths(home).kubeconfig }, timeoutMs: 20_000 });
}

async function ends(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a cluster that was never started is absent; started, kubectl sees its node; stopped, it keeps its objects", async () => {
  expect(await status({ home })).toEqual({ status: "absent" });
  const running = await start();
  expect(running).toMatchObject({ status: "running", started: true, ready: true, version: "v1.36.2" });
  const nodes = await kubectl("get", "nodes", "--no-headers");
  expect(nodes).toMatchObject({ exitCode: 0 });
  expect(nodes.stdout).toMatch(/^minikube\s+Ready\s+control-plane\s+\S+\s+v1\.36\.2\n$/);
  expect(await kubectl("create", "namespace", "kept")).toMatchObject({ exitCode: 0 });

  expect(await down({ home })).toEqual({ status: "stopped" });
  expect(await status({ home })).toEqual({ status: "stopped" });
  expect(await down({ home })).toEqual({ status: "was-not-running" });

  await start();
  expect((await kubectl("get", "namespace", "kept", "-o", "name")).stdout).toBe("namespace/kept\n");
});

test("two that start it at once get the same cluster", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.pid).toBe(second.pid);
  expect([first.started, second.started].sort()).toEqual([false, true]);
  expect((await start()).started).toBe(false);
});

test("what kubectl remembers of the kinds served is forgotten when the cluster starts again, which a newer svclab may do", async () => {
  const { kubeconfig, kubectlCache } = practicePaths(home);
  await start();
  await run([await testKubectl(), "get", "pods"], { env: { KUBECONFIG: kubeconfig, KUBECACHEDIR: kubectlCache }, timeoutMs: 20_000 });
  expect(existsSync(kubectlCache)).toBe(true);
  await down({ home });
  await start();
  expect(existsSync(kubectlCache)).toBe(false);
});

test("a kubeconfig outlives a kill, and the next start finds every object", async () => {
  const before = await start();
  const kubeconfig = readFileSync(before.kubeconfig, "utf8");
  expect(await kubectl("create", "configmap", "kept", "--from-literal=a=1")).toMatchObject({ exitCode: 0 });
  process.kill(before.pid, "SIGKILL");
  await ends(before.pid);
  expect(await status({ home })).toEqual({ status: "stopped" });

  const after = await start();
  expect(after.pid).not.toBe(before.pid);
  expect(readFileSync(after.kubeconfig, "utf8")).toBe(kubeconfig);
  expect((await kubectl("get", "configmap", "kept", "-o", "jsonpath={.data.a}")).stdout).toBe("1");
});

test("SIGTERM stops it as cleanly as down", async () => {
  const { pid } = await start();
  process.kill(pid, "SIGTERM");
  await ends(pid);
  expect(await status({ home })).toEqual({ status: "stopped" });
  expect(readFileSync(practicePaths(home).log, "utf8")).toContain("stopped with 0");
});

test("a record of a process whose number is now another's is not believed", async () => {
  await start();
  await down({ home });
  const paths = practicePaths(home);
  writeFileSync(paths.daemon, JSON.stringify({ formatVersion: 1, pid: process.pid, startId: "old", url: "", startedAt: "" }));
  expect(await status({ home })).toEqual({ status: "stopped" });
  expect(await down({ home })).toEqual({ status: "was-not-running" });
  expect((await start()).started).toBe(true);
});

test("an address that a stranger has taken meanwhile is left to the stranger", async () => {
  const { nodeAddress, url } = await start();
  await down({ home });
  const stranger = createServer((socket) => socket.end("go away\n"));
  servers.push(stranger);
  await new Promise<void>((resolve) => stranger.listen(Number(new URL(url).port), nodeAddress, resolve));
  const moved = await start();
  expect(moved.url).not.toBe(url);
  expect((await kubectl("get", "nodes", "-o", "name")).stdout).toBe("node/minikube\n");
});

test("two homes have two clusters, each with an address of its own", async () => {
  const other = mkdtempSync(join(tmpdir(), "svclab-daemon-"));
  try {
    const [one, two] = await Promise.all([start(), up({ home: other, env: process.env })]);
    expect(one.url).not.toBe(two.url);
    expect(one.pid).not.toBe(two.pid);
  } finally {
    await down({ home: other });
    rmSync(other, { recursive: true, force: true });
  }
});

test("reset forgets the objects and keeps the kubeconfig valid", async () => {
  await start();
  await kubectl("create", "namespace", "gone");
  const kubeconfig = readFileSync(practicePaths(home).kubeconfig, "utf8");
  await reset({ home });
  expect(await status({ home })).toEqual({ status: "absent" });
  await start();
  expect((await kubectl("get", "namespace", "gone")).stderr).toContain("NotFound");
  expect(readFileSync(practicePaths(home).kubeconfig, "utf8")).toBe(kubeconfig);
});

test("keys and the kubeconfig are the owner's alone", async () => {
  const { kubeconfig } = await start();
  const { certificates, daemon } = practicePaths(home);
  for (const file of [kubeconfig, daemon, join(certificates, "ca.key"), join(certificates, "admin.key"), join(certificates, "server.key")]) {
    expect([file, statSync(file).mode & 0o077]).toEqual([file, 0]);
  }
});

test("a home that can't be used is an error that says where to look", async () => {
  writeFileSync(join(home, "practice"), "a file where a folder belongs");
  await expect(start()).rejects.toThrow();
  rmSync(join(home, "practice"));
});
