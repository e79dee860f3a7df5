import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLearner, type Learner } from "../support/learner.ts";
import { hasTmux } from "../support/tmux.ts";

describe.skipIf(!hasTmux)("Ctrl-Z", { timeout: 300_000 }, () => {
  let learner: Learner;

  beforeAll(async () => {
    learner = await createLearner();
  });

  afterAll(async () => {
    learner.leave();
    await learner.remove();
  });

  it("stops svclab at a question and in a step, and it goes on where it was", async () => {
    const terminal = learner.shell();
    await terminal.until("$");
    terminal.type(`clear; ${learner.command("")}; echo exit code: $?`);
    await terminal.until("Which lab?");
    terminal.press("C-z");
    await terminal.until("Stopped");
    terminal.type("clear; fg; echo exit code: $?");
    await terminal.until("Which lab?");
    terminal.press("Enter");
    await terminal.until(/step 1 of 4/);
    terminal.press("C-z");
    // The screen before is back, as it was.
    expect(await terminal.until("Stopped")).toContain("Which lab?");
    terminal.type("clear; stty -a; fg; echo exit code: $?");
    expect(await terminal.until(/step 1 of 4/)).not.toContain("Stopped");
    terminal.press("q");
    const end = await terminal.until("exit code: 0");
    expect(end).toMatch(/ icanon /);
    expect(end).toMatch(/ echo /);
  });
});
