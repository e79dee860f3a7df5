import { readFile } from "node:fs/promises";
import { join } from "node:path";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { StepProse } from "../../grader/model.ts";
import { labJsonSchema } from "../../grader/schema.ts";
import { splitCommand } from "../../src/labs/command-words.ts";
import { labOn } from "../../src/labs/lab-on.ts";
import { drawingsIn, labs, labsFolder, languages, linesOf, manifestsIn, solutionsFolder } from "./course.ts";

/** Each step, and once more where other words stand for it on a cluster without a minikube command. */
const steps = [
  ...labs.flatMap((lab) => lab.steps.map((step) => ({ lab, step, on: "minikube" }))),
  ...labs.flatMap((lab) =>
    labOn("kubeconfig", lab).steps.flatMap((step, at) => (lab.steps[at]?.prose.ko.elsewhere === undefined ? [] : [{ lab, step, on: "kubeconfig" }])),
  ),
];

/** Columns of a terminal of 60, less what stands left of a drawing. */
const widestDrawing = 56;
/** As much of the answer as a hint may hold in a row. */
const longestQuote = 120;

describe("the labs", () => {
  it("are the seven of the course, in their order", () => {
    expect(labs.map(({ id }) => id)).toEqual(["01-clusterip", "02-counter", "03-endpoints", "04-nodeport", "05-loadbalancer", "06-echo", "07-mistakes"]);
  });

  it("have the schema that editors read", async () => {
    expect(JSON.parse(await readFile(join(labsFolder, "lab.schema.json"), "utf8"))).toEqual(JSON.parse(JSON.stringify(labJsonSchema())));
  });

  it.each(labs.map(({ id }) => id))("%s tells editors where that schema is", async (id) => {
    const yaml = await readFile(join(labsFolder, id, "lab.yaml"), "utf8");
    expect(yaml.split("\n")[0]).toBe("# yaml-language-server: $schema=../lab.schema.json");
  });

  it("give marks for every step", () => {
    for (const { lab, step } of steps)
      expect(
        step.checks.reduce((sum, { marks }) => sum + marks, 0),
        `${lab.name}/${step.id}`,
      ).toBeGreaterThan(0);
  });
});

describe.each(steps)("$lab.name/$step.id on $on", ({ lab, step }) => {
  it("has a drawing that fits in both languages, of the same height", () => {
    const drawings = languages.map((language) => drawingsIn(step.prose[language].text));
    for (const drawing of drawings.flat().flatMap((text) => text.split("\n"))) expect(stringWidth(drawing), drawing).toBeLessThanOrEqual(widestDrawing);
    expect(drawings[0]?.map((text) => text.split("\n").length)).toEqual(drawings[1]?.map((text) => text.split("\n").length));
  });

  it("says the same number of things in both languages, and not too many", () => {
    const [ko, en] = languages.map((language) => linesOf(step.prose[language].text).length);
    expect(ko).toBe(en);
    expect(ko).toBeLessThanOrEqual(9);
  });

  it("quotes the same commands, files and errors in both languages, as often in each part", () => {
    const [ko, en] = languages.map((language) => partsOf(step.prose[language]).map((part) => codesIn(part).filter((code) => !/[가-힣]/.test(code))));
    expect(ko).toEqual(en);
  });

  it("has words of its own in each language, none left in the other", () => {
    for (const part of partsOf(step.prose.en)) expect(part.replace(/^```[\s\S]*?^```/gm, "")).not.toMatch(/[가-힣]/);
    for (const part of partsOf(step.prose.ko)) expect(part).toMatch(/[가-힣]/);
  });

  it("is at most 60 lines of YAML", async () => {
    const yaml = await readFile(join(labsFolder, lab.id, "lab.yaml"), "utf8");
    const lines = yaml.split(/^ {2}- id: /m).find((text) => text.startsWith(`${step.id}\n`));
    expect(lines?.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
  });

  it("gives hints that don't give the answer away", async () => {
    const solution = [...(await manifestsIn(join(solutionsFolder, lab.id))).values()].map(squeeze);
    for (const hint of languages.flatMap((language) => step.prose[language].hints)) {
      const text = squeeze(hint);
      for (let at = 0; at + longestQuote <= text.length; at++) expect(solution.some((whole) => whole.includes(text.slice(at, at + longestQuote)))).toBe(false);
    }
  });

  it("invites to type what can be typed, and never to wait for ever", () => {
    for (const line of [...step.type, ...(step.elsewhere ?? [])]) {
      expect(splitCommand(line).status, line).toBe("split");
      if (/\bcurl\b/.test(line)) expect(line).toContain("-m 3");
    }
  });
});

describe("starter files", () => {
  const files = labs.flatMap((lab) => [...new Set(lab.steps.flatMap((step) => step.files))].map((file) => ({ id: lab.id, file })));

  it.each(files)("of $id: $file is not the answer", async ({ id, file }) => {
    const starter = await readFile(join(labsFolder, id, "files", file), "utf8");
    const answer = (await manifestsIn(join(solutionsFolder, id))).get(file);
    expect(answer).toBeDefined();
    expect(withoutComments(starter)).not.toBe(withoutComments(answer ?? ""));
  });

  it.each(labs.map(({ id }) => id))("of %s are all spoken of in a step", async (id) => {
    const spoken = labs.find((lab) => lab.id === id)?.steps.flatMap((step) => step.files);
    for (const name of (await manifestsIn(join(labsFolder, id, "files"))).keys()) expect(spoken).toContain(name);
  });
});

function partsOf({ text, task, hints, why }: StepProse): readonly string[] {
  return [text, task, ...hints, why];
}

/** What stands between backticks, in the order of the alphabet. */
function codesIn(part: string): readonly string[] {
  return [...part.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "").sort();
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ");
}

function withoutComments(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\s*#.*$/, ""))
    .filter((line) => line.trim() !== "")
    .join("\n");
}
