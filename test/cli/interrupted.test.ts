import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createLearner, type Learner } from "../support/learner.ts";
import { hasTmux } from "../support/tmux.ts";

/** Ctrl-C at every place where svclab asks, works or waits. */
describe.skipIf(!hasTmux)("Ctrl-C", { timeout: 300_000 }, () => {
  let learner: Learner;

  beforeAll(async () => {
    learner = await createLearner();
  });

  afterEach(() => learner.leave());

  afterAll(() => learner.remove());

  it.each([
    ["while the cluster is brought up", "start clusterip", /Bring the practice cluster up/],
    ["at the list of labs", "", /Which lab\?/],
    ["at the text of a step in a low window", "start clusterip", /step 1 of 4/],
    ["while watching", "watch clusterip", /0 of \d+/],
    ["at a question before something is removed", "reset clusterip", /Remove these/],
    ["at a question of --plain", "--plain", /Type a number/],
    ["in a step of --plain", "start clusterip --plain", /step 1 of 4/],
  ])("%s ends svclab with 130 and says how things were left", async (_where, words, shown) => {
    const terminal = learner.start(words);
    await terminal.until(shown);
    terminal.press("C-c");
    expect(await terminal.until("exit code: 130")).toContain("Interrupted.");
  });

  it("says it in Korean too", async () => {
    const terminal = learner.start("", { language: "ko" });
    await terminal.until("어느 실습을 할까요?");
    terminal.press("C-c");
    await terminal.until("exit code: 130");
    expect(terminal.screen()).toMatch(/멈췄습니다|중단/);
  });
});
