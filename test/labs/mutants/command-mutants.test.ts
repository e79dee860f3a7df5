import { expect, it } from "vitest";
import type { Deed } from "../../../src/labs/exam.ts";
import { loadExam } from "../../../src/labs/load-exam.ts";
import { commandMutantsOf } from "../../../src/labs/mutants/command-mutants.ts";
import { mutantsOf } from "../../../src/labs/mutants/mutants.ts";
import { labs, manifestsIn, solutionsFolder } from "../course.ts";

const run = (line: string): Deed => ({ kind: "run", argv: line.split(" ") });
const deeds = [run("kubectl scale deploy/redis --replicas=2"), run("kubectl rollout status deploy/redis"), run("kubectl apply -f a.yml")];

it("leaves a command out, and shifts its number", () => {
  const mutants = commandMutantsOf(deeds);
  expect(mutants.map(({ name }) => name)).toEqual([
    "kubectl scale deploy/redis --replicas=2 skip",
    "kubectl scale deploy/redis --replicas=2 shift",
    "kubectl scale deploy/redis --replicas=2 shift-down",
  ]);
  expect(mutants.map((mutant) => mutant.deeds[0])).toEqual([
    deeds[1],
    run("kubectl scale deploy/redis --replicas=3"),
    run("kubectl scale deploy/redis --replicas=1"),
  ]);
  expect(mutants.every(({ object }) => object.kind === "Deployment" && object.name === "redis")).toBe(true);
});

it.each(labs)("$name has mutants, of manifests or of commands", async ({ id }) => {
  const { solution } = await loadExam(solutionsFolder, id);
  const manifests = [...(await manifestsIn(solution.folder))].map(([path, text]) => ({ path, text }));
  expect(mutantsOf(manifests).length + commandMutantsOf(solution.do).length).toBeGreaterThan(0);
});
