import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lintLabs } from "../../../src/labs/authoring/lint.ts";
import { brokenRules } from "../../../src/labs/authoring/rules.ts";
import { scaffoldLab } from "../../../src/labs/authoring/scaffold.ts";
import { loadLabs } from "../../../src/labs/load-labs.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "svclab-authors-"));
  await mkdir(join(root, "labs"));
  for (const folder of ["labs", "solutions"]) await cp(join(repository, folder, "01-clusterip"), join(root, folder, "01-clusterip"), { recursive: true });
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(root, path), "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(join(root, path), changed);
}

async function told(word: string): Promise<readonly string[]> {
  const [linted] = await lintLabs(root, [word]);
  return (linted?.mistakes ?? []).map(({ file, line, column, text }) => `${file}:${line}:${column} ${text.en}`);
}

describe("a new lab", () => {
  it("can be read at once, and says what is still to be written", async () => {
    await scaffoldLab(root, "ingress");
    expect((await loadLabs(join(root, "labs"))).map(({ id }) => id)).toEqual(["01-clusterip", "02-ingress"]);
    const mistakes = await told("ingress");
    expect(mistakes.filter((line) => line.includes("Not written yet")).map((line) => line.split(":")[0])).toEqual(
      expect.arrayContaining(["lab.yaml", "ko.md", "en.md"]),
    );
    expect(mistakes.some((line) => line.startsWith("solutions/02-ingress/wrong/"))).toBe(true);
  });

  it("takes the place of no other", async () => {
    await expect(scaffoldLab(root, "clusterip")).rejects.toMatchObject({ code: "lab-exists" });
    await expect(scaffoldLab(root, "../x")).rejects.toMatchObject({ code: "bad-lab-name" });
  });
});

describe("lint", () => {
  it("finds nothing in a lab of the course, and counts its mutants", async () => {
    const [linted] = await lintLabs(root, ["clusterip"]);
    expect(linted?.mistakes).toEqual([]);
    expect(linted?.mutants).toBeGreaterThan(50);
  });

  it("tells a key that isn't one, with its place and the nearest", async () => {
    await change("labs/01-clusterip/lab.yaml", "within: 90s", "witin: 90s");
    expect((await told("01-clusterip")).join("\n")).toMatch(/lab\.yaml:\d+:\d+ .*witin.*did you mean within/);
  });

  it("tells a check that an empty cluster passes, and a step that gives no marks", async () => {
    const [lab] = await loadLabs(join(root, "labs"));
    const gone = { kind: "absent" as const, id: "gone", title: { ko: "없음", en: "gone" }, object: { kind: "Service", name: "old" }, needs: [], within: 0 };
    const [first, ...others] = lab?.steps ?? [];
    const withCheck = (marks: number) => ({ ...lab!, steps: [{ ...first!, checks: [{ ...gone, marks }] }, ...others] });
    const texts = { yaml: "steps:\n  - id: gone\n", ko: "", en: "" };
    expect(brokenRules(withCheck(1), texts, [])).toMatchObject([
      { file: "lab.yaml", line: 2, column: 5, text: { en: expect.stringContaining("An empty cluster passes this check: gone") } },
    ]);
    expect(brokenRules(withCheck(0), texts, [])).toMatchObject([{ file: "lab.yaml", text: { en: expect.stringContaining("0 marks") } }]);
  });

  it("tells a hint that shows the answer", async () => {
    const answer = await readFile(join(root, "solutions/01-clusterip/counter-redis-svc.yml"), "utf8");
    await change("labs/01-clusterip/en.md", /### hint 1\n\n[^\n]+/, `### hint 1\n\n${answer.slice(0, 200).replaceAll("\n", " ")}`);
    expect((await told("clusterip")).join("\n")).toMatch(/en\.md:\d+:\d+ Hint 1 shows 120 characters/);
  });

  it("tells a text that is missing in a language", async () => {
    await change("labs/01-clusterip/ko.md", /### why\n[^#]+/, "");
    expect((await told("clusterip")).join("\n")).toMatch(/ko\.md:\d+:\d+ Missing: ### why/);
  });

  it("tells that there is no solution", async () => {
    await rm(join(root, "solutions"), { recursive: true });
    expect((await told("clusterip")).join("\n")).toMatch(/solutions\/01-clusterip\/answer\.yaml/);
  });

  it("knows its labs by name", async () => {
    await expect(lintLabs(root, ["clusterp"])).rejects.toMatchObject({ code: "unknown-lab" });
  });
});
