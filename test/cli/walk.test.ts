import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { down } from "../../src/practice/daemon/control.ts";
import { ensureKubectl } from "../../src/process/kubectl.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// A server that is just ending would take the next session with it: each test has a server of its own.
let sessions = 0;
let socket = "";
const hasTmux = canRun("tmux", "-V");
if (!hasTmux) process.stdout.write("the walk at a terminal is not tested: there is no tmux on this machine\n");

function canRun(program: string, ...argv: readonly string[]): boolean {
  try {
    execFileSync(program, argv, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function tmux(...argv: readonly string[]): string {
  return execFileSync("tmux", ["-L", socket, "-f", "/dev/null", ...argv], { encoding: "utf8" });
}

function screen(): string {
  return tmux("capture-pane", "-p");
}

async function until(text: string | RegExp): Promise<string> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const now = screen();
    if (typeof text === "string" ? now.includes(text) : text.test(now)) return now;
    if (Date.now() > deadline) throw new Error(`the screen never showed ${text}:\n${now}`);
    await delay(50);
  }
}

describe.skipIf(!hasTmux)("walking a lab at a terminal", { timeout: 300_000 }, () => {
  let home: string;
  let kubectl: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "svclab-walk-"));
    kubectl = (await ensureKubectl({ home: join(tmpdir(), "svclab-test-kubectl"), env: process.env })).path;
  });

  afterEach(() => {
    if (canRun("tmux", "-L", socket, "has-session")) tmux("kill-server");
  });

  afterAll(async () => {
    await down({ home });
    await rm(home, { recursive: true, force: true });
  });

  function start(command: string): void {
    const main = `${process.execPath} --import ${import.meta.resolve("tsx")} ${join(root, "src/main.ts")}`;
    const env = `SVCLAB_HOME=${home} PATH=${join(kubectl, "..")}:$PATH LANG=en_US.UTF-8 LC_ALL= SHELL=/bin/sh PS1='$ '`;
    sessions += 1;
    socket = `svclab-test-${process.pid}-${sessions}`;
    tmux("new-session", "-d", "-x", "80", "-y", "50", `env ${env} sh -c '${main} ${command}; echo exit code: $?; sleep 60'`);
  }

  it("turns green by itself when the learner applies what is asked, and goes on from there", async () => {
    start("start clusterip");
    const first = await until("watching the cluster");
    expect(first).toContain("step 1 of 4");
    expect(await until("waiting")).toContain("Service redis  (not there yet)");
    tmux("send-keys", "h");
    await until("Hint 1 of 3");
    tmux("send-keys", "o");
    await until("brings you back");
    tmux("send-keys", `cp ${join(root, "solutions/01-clusterip/counter-redis-svc.yml")} . && kubectl apply -f counter-redis-svc.yml && exit`, "Enter");
    const passed = await until("Why it worked");
    expect(passed).toMatch(/✔ 3 \/ 3/);
    tmux("send-keys", "Enter");
    expect(await until("step 2 of 4")).toContain("Let the Service find the pod");
    await until("Why it worked");
    tmux("send-keys", "q");
    expect(await until("exit code: 0")).toContain("svclab start clusterip");
    const progress = JSON.parse(await readFile(join(home, "progress.json"), "utf8")) as { clusters: Record<string, { clusterip: { marks: object } }> };
    expect(progress.clusters["practice/practice/default"]?.clusterip.marks).toMatchObject({ deployment: 1, ready: 1, service: 1, finds: 2 });
  });

  it("resumes at the first step that is open", async () => {
    start("start clusterip");
    await until(/step [234] of 4/);
  });

  it("leaves a clear state and exits 130 when Ctrl-C is pressed in a step", async () => {
    start("start clusterip");
    await until(/step \d of 4/);
    tmux("send-keys", "C-c");
    expect(await until("exit code: 130")).toMatch(/Interrupted\. Saved progress/);
    expect(existsSync(join(home, "progress.json.lock"))).toBe(false);
  });

  it("leaves a clear state and exits 130 when Ctrl-C is pressed at a question", async () => {
    start("");
    await until("Which lab?");
    tmux("send-keys", "C-c");
    expect(await until("exit code: 130")).toMatch(/Interrupted\./);
  });
});
