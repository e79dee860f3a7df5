import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusteripAnswer, createLearner, type Learner } from "../support/learner.ts";
import { seededRandom } from "../support/random.ts";
import { hasTmux } from "../support/tmux.ts";

/** `npm run kills` asks for a hundred. */
const kills = Number(process.env.SVCLAB_KILLS ?? (process.env.npm_lifecycle_event === "kills" ? "100" : "4"));
const seed = Number(process.env.SVCLAB_SEED ?? "1");

describe.skipIf(!hasTmux)("a svclab that is killed", { timeout: 600_000 + kills * 30_000 }, () => {
  let learner: Learner;

  beforeAll(async () => {
    learner = await createLearner();
    // The cluster is up before: what is killed is the walk, at any moment from its first line on.
    const terminal = learner.start("start clusterip");
    await terminal.until(/step 1 of 4/);
    terminal.press("q");
    await terminal.until("exit code: 0");
    learner.leave();
  });

  afterAll(async () => {
    learner.leave();
    await learner.remove();
  });

  it(`resumes after each of ${kills} kills at random moments, with nothing lost or set aside`, async () => {
    const random = seededRandom(seed);
    for (let at = 0; at < kills; at += 1) {
      const terminal = learner.start("start clusterip");
      // The moment itself is what is random here; nothing is waited for.
      await delay(random.below(6000));
      terminal.press(random.pick(["h", "c"]));
      await delay(random.below(300));
      const pid = Number(await readFile(learner.pidFile, "utf8"));
      process.kill(pid, "SIGKILL");
      await terminal.until("exit code: 137");
      expect(await learner.progress()).toHaveProperty("clusters");
      learner.leave();
    }
    const terminal = learner.start("start clusterip");
    await terminal.until(/step 1 of 4/);
    terminal.press("o");
    await terminal.until("[svclab clusterip/deployment]");
    terminal.type(`cp ${clusteripAnswer} . && kubectl apply -f counter-redis-svc.yml && exit`);
    await terminal.until("Why it worked");
    terminal.press("q");
    const end = await terminal.until("exit code: 0");
    expect(end).not.toContain("set aside");
    const { clusters } = await learner.progress();
    expect(clusters["practice/practice/default"]?.clusterip?.marks).toMatchObject({ deployment: 1, ready: 1, service: 1 });
  });

  it("keeps what it had earned when it is killed after a step", async () => {
    const terminal = learner.start("start clusterip");
    await terminal.until(/step [234] of 4/);
    process.kill(Number(await readFile(learner.pidFile, "utf8")), "SIGKILL");
    await terminal.until("exit code: 137");
    const { clusters } = await learner.progress();
    expect(clusters["practice/practice/default"]?.clusterip?.marks).toMatchObject({ deployment: 1 });
  });

  it("is no trouble for another that walks the same lab at the same time", async () => {
    const one = learner.start("start clusterip/deployment");
    await one.until("step 1 of 4");
    const two = learner.start("start clusterip/deployment");
    await Promise.all([one, two].map((terminal) => terminal.until("Enter next step")));
    for (let at = 0; at < 5; at += 1) for (const terminal of [one, two]) terminal.press("c");
    one.press("q");
    two.press("q");
    for (const terminal of [one, two]) expect(await terminal.until("exit code: 0")).not.toMatch(/set aside|could not be saved/);
    await expect(readFile(join(learner.home, "progress.json.lock"))).rejects.toThrow("ENOENT");
  });
});
