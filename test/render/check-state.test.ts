import { describe, expect, it } from "vitest";
import { brokenStep } from "../../src/commands/walk/broken-step.ts";
import { markedStates, workingStates } from "../../src/render/check-state.ts";
import { asking, done, lab, mistaken, notBegun, step } from "./fixtures.ts";

describe("how a check stands", () => {
  it("is a question, not a mistake, while nothing was answered", () => {
    expect(markedStates(asking.checks)).toEqual(["done", "done", "done", "question"]);
  });

  it("is broken where it was passed before and is wrong now, while working as when marked", () => {
    expect(markedStates(mistaken.checks, ["ready", "finds"])).toEqual(["done", "broken", "held", "held"]);
    expect(workingStates(mistaken.checks, { unanswered: [], known: ["finds"] })).toEqual(["done", "broken", "later", "later"]);
  });

  it("puts the first open check in focus while working, and the others after it", () => {
    expect(workingStates(notBegun.checks, { unanswered: ["cluster-ip"], known: [] })).toEqual(["done", "waiting", "later", "question"]);
  });
});

describe("a step that was passed and no longer holds", () => {
  it("is one all of whose checks were passed and one of which is wrong", () => {
    const all = step.checks.map(({ id }) => id);
    expect(brokenStep(lab.steps, mistaken, all)).toBe(step);
    expect(brokenStep(lab.steps, done, all)).toBeUndefined();
    expect(brokenStep(lab.steps, mistaken, ["finds"])).toBeUndefined();
  });
});
