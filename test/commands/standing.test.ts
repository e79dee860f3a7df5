import { describe, expect, it } from "vitest";
import { here } from "../../src/commands/place.ts";
import { standing } from "../../src/commands/standing.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { lab } from "../render/fixtures.ts";

const labs = ["clusterip", "counter", "echo"].map((name, at) => ({ ...lab, name, number: at + 1 }));
const all = { ready: 1, finds: 2, answers: 1, "cluster-ip": 1 };

function progress(marks: Readonly<Record<string, Readonly<Record<string, number>>>>, walked?: string, step?: string): Progress {
  return {
    formatVersion: 1,
    cluster: { kind: "practice", name: "practice", namespace: "default" },
    ...(walked === undefined ? {} : { lab: walked }),
    clusters: {
      "practice/practice/default": Object.fromEntries(
        Object.entries(marks).map(([name, each]) => [name, { marks: each, answers: {}, hints: {}, solutions: {}, ...(step === undefined ? {} : { step }) }]),
      ),
    },
  };
}

function next(known: Progress): string | undefined {
  return standing(labs, known).find((row) => row.next)?.lab.name;
}

describe("what comes next", () => {
  it("is the first lab that is open", () => {
    expect([next({ formatVersion: 1, clusters: {} }), next(progress({ clusterip: all }))]).toEqual(["clusterip", "counter"]);
  });

  it("is the lab walked last while that is open, wherever it stands", () => {
    expect(next(progress({ echo: { ready: 1 } }, "echo"))).toBe("echo");
    expect(next(progress({ echo: all }, "echo"))).toBe("clusterip");
  });

  it("is nothing when all is earned", () => {
    expect(next(progress({ clusterip: all, counter: all, echo: all }, "echo"))).toBeUndefined();
  });
});

describe("where the learner is", () => {
  it("is the step last stood at in the lab walked last, also when it is done", () => {
    expect(here(labs, progress({ echo: all }, "echo", "selector"))).toMatchObject({ lab: { name: "echo" }, step: { id: "selector" } });
  });

  it("is the first step of the next lab where nothing was walked, or what was is gone", () => {
    expect(here(labs, progress({ clusterip: all }))).toMatchObject({ lab: { name: "counter" }, step: { id: "selector" } });
    expect(here(labs, progress({}, "removed", "gone"))).toMatchObject({ lab: { name: "clusterip" }, step: { id: "selector" } });
  });
});
