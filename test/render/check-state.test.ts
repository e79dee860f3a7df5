import { describe, expect, it } from "vitest";
import { brokenStep } from "../../src/commands/walk/broken-step.ts";
import { markedStates, workingStates } from "../../src/render/check-state.ts";
import { renderCompactReport } from "../../src/render/compact-report.ts";
import { asking, done, lab, looks, mistaken, notBegun, step } from "./fixtures.ts";

describe("how a check stands", () => {
  it("is a question, not a mistake, while nothing was answered", () => {
    expect(markedStates(asking.checks)).toEqual(["done", "done", "done", "question"]);
  });

  it("is a question in a log too", () => {
    const [, look] = looks.find(([key]) => key === "en-80-plain")!;
    expect(renderCompactReport(asking, look)).toMatch(/question +0\/1 {2}cluster-ip .+\n +svclab answer [a-z]+\/[a-z]+$/);
  });

  it("is broken where it was passed before and is wrong now, while working as when marked", () => {
    expect(markedStates(mistaken.checks, ["ready", "finds"])).toEqual(["done", "broken", "held", "held"]);
    expect(workingStates(mistaken.checks, ["finds"])).toEqual(["done", "broken", "later", "later"]);
  });

  it("is still a question while working where the answer was wrong", () => {
    const wrong = asking.checks.map((check) => ({ ...check, findings: check.findings.map((finding) => ({ ...finding, code: "ask-wrong" as const })) }));
    expect(workingStates(wrong)).toEqual(["done", "done", "done", "question"]);
  });

  it("puts the first open check in focus while working, and the others after it", () => {
    expect(workingStates(notBegun.checks)).toEqual(["done", "waiting", "later", "question"]);
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
