import { describe, expect, it } from "vitest";
import { next } from "../../src/commands/next.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { plain } from "../../src/render/paint.ts";
import type { ShownReport } from "../../src/render/report.ts";
import { unicodeSigns } from "../../src/render/signs.ts";
import { asking, done, doubtful, mistaken, step, lab as walked, wired } from "../render/fixtures.ts";
import { createStage, noWishes, type StageOptions } from "../support/stage.ts";

const look = { language: "en", columns: 80, paint: plain, signs: unicodeSigns } as const;
const lab = { ...walked, steps: [step, { ...step, id: "reach", title: { ko: "닿기", en: "Reach the Service" } }] };
const following = { ...walked, id: "02-counter", name: "counter", number: 2 };

const at = (where: string): Progress => ({
  formatVersion: 1,
  cluster: { kind: "practice", name: "practice", namespace: "default" },
  lab: lab.name,
  clusters: { "practice/practice/default": { [lab.name]: { marks: {}, answers: {}, hints: {}, solutions: {}, step: where } } },
});

function learner(report: ShownReport, options: Partial<StageOptions> = {}) {
  const asked: (readonly string[] | undefined)[] = [];
  const stage = createStage({
    look,
    labs: [lab, following],
    progress: at("selector"),
    looks: async ({ steps }) => {
      asked.push(steps);
      return { report, observation: wired };
    },
    ...options,
  });
  return { stage, asked, goes: () => next(stage.ports, noWishes), kept: () => stage.progress().clusters["practice/practice/default"]?.[lab.name] };
}

describe("svclab next", () => {
  it("goes on to the step after the one that is passed, says why that worked, and keeps its marks", async () => {
    const { goes, kept, stage, asked } = learner(done);
    expect(await goes()).toBe(0);
    expect(asked).toEqual([["selector"]]);
    expect(kept()).toMatchObject({ step: "reach", marks: { ready: 1, finds: 2, answers: 1, "cluster-ip": 1 } });
    expect(stage.shown()).toMatch(/Why it worked[\s\S]*step 2 of 2[\s\S]*Reach the Service/);
  });

  it("stays where something is wrong, and says what (1)", async () => {
    const { goes, kept, stage } = learner(mistaken);
    expect(await goes()).toBe(1);
    expect(kept()).toMatchObject({ step: "selector", marks: { ready: 1 } });
    expect(stage.shown()).toMatch(/tier: database|"tier":"database"/);
    expect(stage.shown()).toContain("not passed yet");
  });

  it("sends whoever has only a question left to answer it (1)", async () => {
    const { goes, kept, stage } = learner(asking);
    expect(await goes()).toBe(1);
    expect(kept()?.step).toBe("selector");
    expect(stage.shown()).toContain("svclab answer");
    expect(stage.shown()).not.toContain("not passed yet");
  });

  it("stays where it could not be judged, which is no fault of the learner's (3)", async () => {
    const { goes, kept } = learner(doubtful);
    expect(await goes()).toBe(3);
    expect(kept()?.step).toBe("selector");
  });

  it("says how the cluster stands where that is why, and how to begin where nothing was begun", async () => {
    const advice = { ko: "꺼져 있습니다. 켜려면: svclab cluster up", en: "It is not running. To start it: svclab cluster up" };
    const cluster = { state: { status: "stopped", advice } } as const;
    const begun = learner(doubtful, { cluster });
    await begun.goes();
    expect(begun.stage.shown()).toContain(advice.en);
    expect(begun.stage.shown()).not.toContain("svclab start");
    expect(begun.stage.shown()).not.toContain("not passed yet");
    const fresh = learner(doubtful, { cluster, progress: { formatVersion: 1, clusters: {} } });
    await fresh.goes();
    expect(fresh.stage.shown()).toMatch(/svclab cluster up[\s\S]*svclab start clusterip/);
  });

  it("names the next lab at the end of one, and says so when there is none", async () => {
    const end = learner(done, { progress: at("reach") });
    expect(await end.goes()).toBe(0);
    expect(end.stage.shown()).toContain("svclab start counter");
    const last = learner(done, { progress: at("reach"), labs: [lab] });
    await last.goes();
    expect(last.stage.shown()).toContain("the last lab");
  });
});
