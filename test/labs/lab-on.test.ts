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

  it.each(["practice", "minikube"] as const)("is left out on %s", (kind) => {
    for (const lab of labs) expect(labOn(kind, lab)).toBe(lab);
  });
});
