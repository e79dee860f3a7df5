import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createLearner, type Learner, clusteripAnswer as solution } from "../support/learner.ts";
import { hasTmux } from "../support/tmux.ts";

/** One learner's way, from nothing to the end of a lab; each test goes on where the one before has ended. */
describe.skipIf(!hasTmux)("walking a lab at a terminal", { timeout: 300_000 }, () => {
  let learner: Learner;
  const start: Learner["start"] = (words, options) => learner.start(words, options);

  beforeAll(async () => {
    learner = await createLearner();
  });

  afterEach(() => learner.leave());

  afterAll(() => learner.remove());

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
    const { clusters } = await learner.progress();
    expect(clusters["practice/practice/default"]?.clusterip?.marks).toMatchObject({ deployment: 1, ready: 1, service: 1, finds: 2 });
  });

  it("resumes where the learner left off, and follows `next` in a lab shell", async () => {
    const terminal = start("start clusterip");
    await terminal.until(/step [34] of 4/);
    await terminal.until("a answer");
    terminal.press("a");
    await terminal.until("What did redis say to ping?");
    terminal.type("PONG");
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
    await terminal.until("Under which name did the redis pod find");
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

  it("opens a shell of the lab beside the step where it runs in tmux", async () => {
    const terminal = start("start clusterip/selector", { columns: 80, rows: 60, splits: true });
    await terminal.until("t shell beside");
    terminal.press("t");
    await terminal.until("[svclab clusterip/selector]");
    terminal.type("echo $SVCLAB_LANG $(basename $(pwd)) $(kubectl config current-context)");
    await terminal.until(/en 01-clusterip \S+/);
    terminal.type("exit");
    await terminal.until("t shell beside");
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
    expect(existsSync(join(learner.home, "progress.json.lock"))).toBe(false);
  });

  it("leaves the mistakes that a file comes with to the learner, until it was tried or the learner asks", async () => {
    const terminal = start("start mistakes/separator");
    const first = await terminal.until("watching the cluster");
    expect(first).toContain("6-pair.yml");
    expect(first).not.toContain("Mend it");
    terminal.press("c");
    expect(await terminal.until("Mend it")).toContain("---");
    terminal.press("q");
    await terminal.until("exit code: 0");
  });
});
