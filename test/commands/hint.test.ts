import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCluster } from "../../src/cluster/choose.ts";
import type { Driver } from "../../src/cluster/driver.ts";
import { down, up } from "../../src/practice/daemon/control.ts";
import { testKubectl } from "../support/kubectl.ts";

const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "svclab-hint-"));
const signal = new AbortController().signal;
let driver: Driver;

beforeAll(async () => {
  await up({ home, env: process.env });
  const kubectl = await testKubectl();
  ({ driver } = await openCluster({ choice: { kind: "practice", name: "practice" }, home, env: process.env, namespace: undefined, kubectl, signal }));
});
afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

const solution = join(root, "solutions/06-echo/echo-svc.yml");

async function kubectl(...argv: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await driver.run(["kubectl", ...argv], { timeoutMs: 60_000, signal });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
}

function serve(spec: string): Promise<void> {
  return kubectl("patch", "svc", "echo", "--type=merge", "-p", `{"spec":${spec}}`);
}

function hint(language: "ko" | "en", step = "echo/reach"): Promise<string> {
  const env = { ...process.env, HOME: home, SVCLAB_HOME: home, SVCLAB_LANG: language, LC_ALL: "", LANG: "en_US.UTF-8" };
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", import.meta.resolve("tsx"), join(root, "src/main.ts"), "hint", step], { env, cwd: home }, (_, stdout, stderr) =>
      resolve(stdout.trimEnd() + stderr),
    );
  });
}

/** One learner's way: each test goes on where the one before has ended. */
describe("hints while a learner mends one thing and breaks another", { timeout: 120_000 }, () => {
  it("are the lab's own before anything is done, and lead to the step that comes first", async () => {
    expect(await hint("en", "echo/deployment")).toMatch(/^ {2}Hint 1 of 3\n {2}It takes `metadata\.name`/);
    expect(await hint("en")).toContain("Step 1 must hold first");
  });

  it("point at what is wrong now, then lead on", async () => {
    await kubectl("apply", "-f", solution);
    await kubectl("rollout", "status", "deploy/echo", "--timeout=60s");
    await serve('{"selector":{"app":"ehco"}}');
    expect(await hint("ko", "echo/service")).toBe("  힌트 1/3\n  살펴볼 곳: Service echo · spec.selector");
    expect(await hint("en", "echo/service")).toMatch(/^ {2}Hint 2 of 3/);
  });

  it("begin again with another cause after a wrong repair", async () => {
    await serve('{"selector":{"app":"echo"},"ports":[{"port":3000,"nodePort":32000,"targetPort":3001}]}');
    expect(await hint("en")).toBe("  Hint 1 of 3\n  Look closely at: Service echo · spec.ports[0].targetPort");
    expect(await hint("ko")).toMatch(/^ {2}힌트 2\/3/);
    await kubectl("scale", "deploy/echo", "--replicas=0");
    await kubectl("wait", "--for=delete", "pod", "-l", "app=echo", "--timeout=60s");
    expect(await hint("en", "echo/service")).toContain("Step 1 must hold first");
    expect(await hint("ko", "echo/deployment")).toBe("  힌트 1/3\n  살펴볼 곳: Deployment echo · spec.replicas");
  });

  it("are no more once the step is passed", async () => {
    await kubectl("replace", "--force", "-f", solution);
    await kubectl("rollout", "status", "deploy/echo", "--timeout=60s");
    expect(await hint("en", "echo/service")).toBe("  This step is passed. There is nothing left to mend.");
  });

  it("say that nothing can be told while the cluster is away", async () => {
    await down({ home });
    const [ko, en] = [await hint("ko"), await hint("en")];
    expect(`${ko}\n${en}`).not.toMatch(/힌트 \d|Hint \d|Look closely|살펴볼 곳/);
    expect(en).toMatch(/cluster/);
  });
});
