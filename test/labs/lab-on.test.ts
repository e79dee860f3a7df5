import { describe, expect, it } from "vitest";
import { labOn } from "../../src/labs/lab-on.ts";
import { labs } from "./course.ts";

const steps = labs.flatMap((lab) => lab.steps.map((step) => ({ lab, step })));

describe("what is typed on a cluster of the learner's own", () => {
  it.each(steps)("in $lab.name/$step.id needs no minikube command", ({ lab, step }) => {
    const there = labOn("kubeconfig", lab).steps.find(({ id }) => id === step.id);
    expect(there?.type.filter((line) => /\bminikube\b/.test(line))).toEqual([]);
    if (step.type.length > 0) expect(there?.type).not.toEqual([]);
  });

  it.each(steps)("in $lab.name/$step.id is nothing that the words leave to minikube", ({ lab, step }) => {
    const there = labOn("kubeconfig", lab).steps.find(({ id }) => id === step.id)!;
    for (const { text, task, hints, why } of [there.prose.ko, there.prose.en]) {
      // The tunnel is asked about, so that it is known when it is met.
      const codes =
        [text, task, ...hints, why]
          .join("\n")
          .replace(/^```[\s\S]*?^```/gm, "")
          .match(/`[^`\n]*`/g) ?? [];
      expect(codes.filter((code) => /\bminikube\b/.test(code) && code !== "`minikube service --url`")).toEqual([]);
    }
  });

  it("in loadbalancer/pool is no file, for there is nothing to set up", () => {
    const pool = labOn("kubeconfig", labs.find(({ name }) => name === "loadbalancer")!).steps.find(({ id }) => id === "pool");
    expect(pool?.files).toEqual([]);
  });

  it.each(["practice", "minikube"] as const)("is left out on %s", (kind) => {
    for (const lab of labs) expect(labOn(kind, lab)).toBe(lab);
  });
});
