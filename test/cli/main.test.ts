import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let home: string;

/** svclab as a process of its own, without a terminal. */
function svclab(...argv: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, SVCLAB_HOME: home, LANG: "en_US.UTF-8", LC_ALL: "", LC_MESSAGES: "", SVCLAB_LANG: "" };
    execFile(process.execPath, ["--import", import.meta.resolve("tsx"), join(root, "src/main.ts"), ...argv], { env, cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
    });
  });
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "svclab-main-"));
});

afterAll(() => rm(home, { recursive: true, force: true }));

describe.concurrent("the svclab command", () => {
  it("exits 2 for a misuse, and says so on stderr alone", async () => {
    expect(await svclab("lst")).toEqual({ code: 2, stdout: "", stderr: "There is no command lst.\nDid you mean svclab list?\nHow to use it: svclab --help\n" });
  });

  it("exits 2 for a lab that isn't there, and names the near one", async () => {
    const { code, stderr } = await svclab("check", "clusterpi");
    expect({ code, stderr }).toEqual({ code: 2, stderr: "There is no lab clusterpi.\nDid you mean clusterip?\n" });
  });

  it("prints one document with --json, also for trouble", async () => {
    const { code, stdout } = await svclab("check", "clusterpi", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ formatVersion: 1, error: { code: "unknown-lab" } });
  });

  it("lists every lab, as text and as a document", async () => {
    const [text, json] = await Promise.all([svclab("list"), svclab("list", "--json")]);
    expect(text.code).toBe(0);
    const { labs } = JSON.parse(json.stdout) as { labs: readonly { lab: string }[] };
    expect(labs.length).toBeGreaterThan(0);
    for (const { lab } of labs) expect(text.stdout).toContain(lab);
  });

  it("tells where the learner stands when it is run alone without a terminal", async () => {
    const { code, stdout } = await svclab();
    expect(code).toBe(0);
    expect(stdout).toContain("Next: svclab start clusterip");
  });

  it("exits 3 when the cluster isn't there to be judged", async () => {
    const { code, stdout } = await svclab("cluster", "status", "--cluster", "practice", "--json");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ state: { status: "absent" } });
  });

  it("removes nothing without a terminal unless it is told yes", async () => {
    const { code, stderr } = await svclab("cluster", "reset", "--cluster", "practice");
    expect(code).toBe(2);
    expect(stderr).toContain("--yes");
  });
});
