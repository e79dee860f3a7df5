import { describe, expect, it } from "vitest";
import { grade, type Lab } from "../../grader/index.ts";
import { answer } from "../../src/commands/answer.ts";
import type { Grader } from "../../src/commands/ports.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";
import { seen, step, lab as walked } from "../render/fixtures.ts";
import { createStage, noWishes, type StageOptions } from "../support/stage.ts";

const look = { language: "en", columns: 80, paint: plain, signs: unicodeSigns } as const;
const question = { kind: "ask", marks: 1, needs: [], within: 0, title: { ko: "질문", en: "a question" } } as const;

/** Two steps that only ask, and one that asks nothing. */
const lab: Lab = {
  ...walked,
  steps: [
    { ...step, id: "say", checks: [{ ...question, id: "pong", question: { ko: "무엇?", en: "What did redis say?" }, answer: { text: ["PONG"] } }] },
    {
      ...step,
      id: "tell",
      checks: [
        { ...question, id: "colour", question: { ko: "색?", en: "Which colour?" }, answer: { text: ["red"] } },
        { ...question, id: "size", question: { ko: "크기?", en: "Which size?" }, answer: { text: ["a=b"] } },
      ],
    },
    { ...step, id: "do", checks: [step.checks[0]!] },
  ],
};

const marksNow: Grader["look"] = async ({ lab: asked, steps, answers }) => {
  const observation = { ...seen(), answers };
  return { observation, report: grade(asked, observation, { steps }) };
};

const known = (change: { readonly step?: string; readonly marks?: Readonly<Record<string, number>> } = {}): Progress => ({
  formatVersion: 1,
  cluster: { kind: "practice", name: "practice", namespace: "default" },
  lab: lab.name,
  clusters: { "practice/practice/default": { [lab.name]: { marks: {}, answers: {}, hints: {}, solutions: {}, ...change } } },
});

function learner(options: Partial<StageOptions> = {}) {
  const stage = createStage({ look, labs: [lab], looks: marksNow, progress: known(), ...options });
  const answers = (target: string | undefined, ...given: readonly string[]) => answer(stage.ports, { ...noWishes, target, given });
  const kept = () => stage.progress().clusters["practice/practice/default"]?.[lab.name];
  return { stage, answers, kept };
}

describe("svclab answer", () => {
  it("takes the answers that are given, and keeps them with the marks they earn", async () => {
    const { answers, kept, stage } = learner();
    expect(await answers("clusterip/tell", "colour=red", "size=a=b")).toBe(0);
    expect(kept()).toMatchObject({ answers: { colour: "red", size: "a=b" }, marks: { colour: 1, size: 1 } });
    expect(stage.shown()).toContain("2 of 2");
  });

  it("says 1 and gives no mark for a wrong answer, which is kept to be shown", async () => {
    const { answers, kept, stage } = learner();
    expect(await answers("clusterip/tell", "colour=blue", "size=a=b")).toBe(1);
    expect(kept()).toMatchObject({ answers: { colour: "blue" }, marks: { size: 1 } });
    expect(kept()?.marks).not.toHaveProperty("colour");
    expect(stage.shown()).toContain("blue");
  });

  it("means the step where the learner is when none is named, and the whole lab when only that is", async () => {
    const here = learner({ progress: known({ step: "tell" }) });
    await here.answers(undefined, "colour=red");
    expect(here.stage.shown()).toContain("1 of 2");
    const whole = learner();
    await whole.answers("clusterip", "pong=PONG", "colour=red");
    expect(whole.kept()?.marks).toEqual({ pong: 1, colour: 1 });
  });

  it("asks at a terminal for those that earned nothing yet, and leaves out what is not answered", async () => {
    const { answers, kept, stage } = learner({ progress: known({ marks: { pong: 1 } }), typed: ["red", ""] });
    expect(await answers("clusterip")).toBe(1);
    expect(stage.shown()).toContain("? Which colour? red\n? Which size?\n");
    expect(stage.shown()).not.toContain("What did redis say?");
    expect(kept()?.answers).toEqual({ colour: "red" });
  });

  it("asks nothing when all is answered", async () => {
    const { answers, stage } = learner({ progress: known({ marks: { colour: 1, size: 1 } }) });
    await answers("clusterip/tell");
    expect(stage.shown()).not.toContain("?  ");
  });

  it("says without a terminal how an answer is written into the command", async () => {
    await expect(learner().answers("clusterip/tell")).rejects.toMatchObject({
      code: "no-terminal",
      exitCode: 2,
      text: { en: expect.stringContaining("svclab answer clusterip/tell --set colour=...") },
    });
  });

  it.each(["weight=heavy", "pong=PONG", "red", "=red"])("refuses %s where no such question is asked, and keeps none of the others", async (given) => {
    const { answers, kept } = learner();
    await expect(answers("clusterip/tell", "colour=red", given)).rejects.toMatchObject({ code: "unknown-question", exitCode: 2 });
    expect(kept()?.answers).toEqual({});
  });

  it("refuses a step that asks nothing", async () => {
    await expect(learner().answers("clusterip/do", "colour=red")).rejects.toMatchObject({ code: "no-question", exitCode: 2 });
  });
});
