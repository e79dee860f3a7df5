import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { layWorkspace, readManifests, readWorkspace, resetWorkspace, workspaceFolder } from "../../src/labs/workspace.ts";

let root: string;
let lab: string;
let mine: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "svclab-workspace-"));
  lab = join(root, "labs", "01-first");
  mine = join(root, "mine");
  await mkdir(join(lab, "files"), { recursive: true });
  await writeFile(join(lab, "files", "a.yml"), "a: # TODO\n");
  await writeFile(join(lab, "files", "b.yml"), "b: # TODO\n");
});

afterEach(() => rm(root, { recursive: true, force: true }));

it("lays out the starter files", async () => {
  expect(await layWorkspace(lab, mine)).toEqual({ folder: mine, laid: ["a.yml", "b.yml"], kept: [] });
  expect(await readFile(join(mine, "a.yml"), "utf8")).toBe("a: # TODO\n");
});

it("leaves what the learner has written", async () => {
  await layWorkspace(lab, mine);
  await writeFile(join(mine, "a.yml"), "a: 1\n");
  await rm(join(mine, "b.yml"));
  expect(await layWorkspace(lab, mine)).toMatchObject({ laid: ["b.yml"], kept: ["a.yml"] });
  expect(await readFile(join(mine, "a.yml"), "utf8")).toBe("a: 1\n");
});

it("keeps the learner's file beside the starter when it is reset, time after time", async () => {
  await layWorkspace(lab, mine);
  for (const text of ["a: 1\n", "a: 2\n"]) {
    await writeFile(join(mine, "a.yml"), text);
    await resetWorkspace(lab, mine);
  }
  expect(await readFile(join(mine, "a.yml"), "utf8")).toBe("a: # TODO\n");
  expect(await readFile(join(mine, "a.yml.1"), "utf8")).toBe("a: 1\n");
  expect(await readFile(join(mine, "a.yml.2"), "utf8")).toBe("a: 2\n");
});

it("resets only the files that are named", async () => {
  await layWorkspace(lab, mine);
  await writeFile(join(mine, "a.yml"), "a: 1\n");
  await writeFile(join(mine, "b.yml"), "b: 1\n");
  expect(await resetWorkspace(lab, mine, ["b.yml"])).toEqual(["b.yml.1"]);
  expect(await readFile(join(mine, "a.yml"), "utf8")).toBe("a: 1\n");
});

it("reads the learner's manifests, and nothing else of the folder", async () => {
  await layWorkspace(lab, mine);
  await writeFile(join(mine, "notes.txt"), "not a manifest");
  await writeFile(join(mine, "own.yaml"), "own: 1\n");
  expect((await readWorkspace(mine)).map(({ path }) => path)).toEqual(["a.yml", "b.yml", "own.yaml"]);
  expect(await readWorkspace(join(root, "nowhere"))).toEqual([]);
});

it("reads what stands in folders of the learner's own, but nothing hidden and no packages", async () => {
  for (const folder of ["k8s/deep", ".git", "node_modules/x"]) await mkdir(join(mine, folder), { recursive: true });
  for (const path of ["own.yaml", "k8s/echo.yml", "k8s/deep/svc.json", ".git/a.yml", "node_modules/x/b.yml"]) await writeFile(join(mine, path), "own: 1\n");
  expect((await readWorkspace(mine)).map(({ path }) => path)).toEqual(["own.yaml", "k8s/echo.yml", "k8s/deep/svc.json"]);
  expect((await readManifests(mine)).map(({ path }) => path)).toEqual(["own.yaml"]);
});

it("lies below the home of svclab, or below the folder one stands in", () => {
  expect(workspaceFolder("01-first", { home: "/h" })).toBe(join("/h", "labs", "01-first"));
  expect(workspaceFolder("01-first", { current: "/w" })).toBe(join("/w", "svclab", "01-first"));
});
