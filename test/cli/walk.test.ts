import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { down } from "../../src/practice/daemon/control.ts";
import { ensureKubectl } from "../../src/process/kubectl.ts";
import { hasTmux, openTerminal, type Terminal } from "../support/tmux.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const solution = join(root, "solutions/01-clusterip/counter-redis-svc.yml");

/** One learner's way, from nothing to the end of a lab; each test goes on where the one before has ended. */
describe.skipIf(!hasTmux)("walking a lab at a terminal", { timeout: 300_000 }, () => {
  let home: string;
  let kubectl: string;
  let terminals: Terminal[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "svclab-walk-"));
    kubectl = (await ensureKubectl({ home: join(tmpdir(), "svclab-test-kubectl"), env: process.env })).path;
  });

  afterEach(() => {
    for (const terminal of terminals) terminal.end();
    terminals = [];
  });

  afterAll(async () => {
    await down({ home });
    await rm(home, { recursive: true, force: true });
  });

  function start(words: string, size?: { readonly columns: number; readonly rows: number }): Terminal {
    const main = `${process.execPath} --import ${import.meta.resolve("tsx")} ${join(root, "src/main.ts")}`;
    const env = `TMUX= SVCLAB_HOME=${home} PATH=${join(kubectl, "..")}:$PATH LANG=en_US.UTF-8 LC_ALL= SHELL=/bin/sh`;
    const terminal = openTerminal(`env ${env} ${main} ${words}`, size);
    terminals.push(terminal);
    return terminal;
  }

  async function progress() {
    return JSON.parse(await readFile(join(home, "progress.json"), "utf8")) as {
      readonly clusters: { readonly [cluster: string]: { readonly clusterip: { readonly marks: object; readonly step: string } } };
    };
  }

  it("chooses a lab and shows the first step; says by itself what is wrong, and turns green when it is mended", async () => {
    const terminal = start("");
    await terminal.until("Which lab?");
    terminal.press("Enter");
    await terminal.until("watching the cluster");
    expect(await terminal.until("waiting")).toContain("Service redis  (not there yet)");
    terminal.press("h");
    await terminal.until("Hint 1 of 3");
    terminal.press("g");
    expect(await terminal.until("4단계 중 1단계")).toContain("힌트 1/3");
    terminal.press("g");
    await terminal.until("step 1 of 4");
    terminal.press("o");
    await terminal.until("[svclab clusterip/deployment]");
    terminal.type(
      `sed '/selector:/,$ s/tier: db/tier: database/; /matchLabels/,/template/ s/database/db/; /labels:/,/spec:/ s/database/db/' ${solution} > counter-redis-svc.yml`,
    );
    terminal.type("kubectl apply -f counter-redis-svc.yml && kubectl rollout status deploy/redis && exit");
    expect(await terminal.until("Why it worked")).toMatch(/✔ 3 \/ 3/);
    terminal.press("Enter");
    const wrong = await terminal.until("Mend it");
    expect(wrong).toContain("tier: database");
    terminal.press("o");
    await terminal.until("[svclab clusterip/selector]");
    terminal.type("clear; next");
    await terminal.until("This step is not passed yet");
    terminal.type(`cp ${solution} . && kubectl apply -f counter-redis-svc.yml && exit`);
    expect(await terminal.until("Why it worked")).toMatch(/✔ 2 \/ 2/);
    terminal.press("q");
    expect(await terminal.until("exit code: 0")).toContain("svclab start clusterip");
    const { clusters } = await progress();
    expect(clusters["practice/practice/default"]?.clusterip.marks).toMatchObject({ deployment: 1, ready: 1, service: 1, finds: 2 });
  });

  it("resumes where the learner left off, and follows `next` in a lab shell", async () => {
    const terminal = start("start clusterip");
    await terminal.until(/step [34] of 4/);
    await terminal.until("Enter next step");
    terminal.press("o");
    await terminal.until("[svclab clusterip/reach]");
    terminal.type("next && exit");
    await terminal.until("step 4 of 4");
    await terminal.until("a answer");
  });

  it("asks the questions of a step, and comes to the end of the lab", async () => {
    const terminal = start("start clusterip");
    await terminal.until("a answer");
    terminal.press("o");
    await terminal.until("[svclab clusterip/address]");
    terminal.type("clear; echo address=$(kubectl get svc redis -o 'jsonpath={.spec.clusterIP}')");
    const address = /address=(10\.[\d.]+)/.exec(await terminal.until(/address=10\./))?.[1] ?? "";
    terminal.type("exit");
    await terminal.until("a answer");
    terminal.press("a");
    await terminal.until("What is the ClusterIP of Service redis?");
    terminal.type(address);
    await terminal.until("full DNS name of Service redis?");
    terminal.type("redis.default.svc.cluster.local");
    await terminal.until("kube-dns");
    terminal.type("kube-dns.kube-system");
    await terminal.until("Why it worked");
    terminal.press("Enter");
    const end = await terminal.until(/The lab is done: (\d+) of \1/);
    expect(end).toContain("Next lab: 2");
    terminal.press("l");
    await terminal.until("Which lab?");
    terminal.press("C-c");
    await terminal.until("exit code: 130");
  });

  it("tells of a step that was passed and no longer holds, and goes back to it", async () => {
    const terminal = start("start clusterip/address");
    await terminal.until("step 4 of 4");
    terminal.press("o");
    await terminal.until("[svclab clusterip/address]");
    terminal.type(`kubectl patch svc redis --type=merge -p '{"spec":{"selector":{"tier":"none"}}}' && exit`);
    terminal.press("q");
    await terminal.until("exit code");
    const again = start("start clusterip/address");
    await again.until("no longer holds");
    again.press("b");
    const back = await again.until("broken");
    expect(back).toContain("step 2 of 4");
  });

  it("keeps the task and the keys in a low window, and draws anew when it is resized", async () => {
    const terminal = start("start clusterip/deployment", { columns: 60, rows: 24 });
    await terminal.until(/Enter your turn|Enter next step/);
    terminal.resize(100, 45);
    await terminal.until(/counter-redis-svc\.yml/);
    terminal.press("q");
    await terminal.until("exit code: 0");
  });

  it("walks line by line with --plain", async () => {
    const terminal = start("start clusterip/selector --plain");
    await terminal.until("Mend it");
    terminal.type("h");
    await terminal.until("Hint 1 of 3");
    terminal.type("q");
    await terminal.until("exit code: 0");
  });

  it("leaves a clear state and exits 130 when Ctrl-C is pressed in a step", async () => {
    const terminal = start("start clusterip");
    await terminal.until(/step \d of 4/);
    terminal.press("C-c");
    expect(await terminal.until("exit code: 130")).toMatch(/Interrupted\. Saved progress/);
    expect(existsSync(join(home, "progress.json.lock"))).toBe(false);
  });
});
