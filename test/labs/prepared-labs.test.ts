import { cp, mkdtemp, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadLabs, prepareLabs } from "../../src/labs/load-labs.ts";
import { labsFolder } from "./course.ts";

let room: string;
let folder: string;
let prepared: string;

beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), "svclab-prepared-"));
  folder = join(room, "labs");
  prepared = join(room, "labs.json");
  await cp(labsFolder, folder, { recursive: true });
  await writeFile(prepared, JSON.stringify(await prepareLabs(folder)));
});

afterEach(() => rm(room, { recursive: true, force: true }));

/** Marks every prepared lab, so that one that is taken from there is recognised. */
async function brand({ formatVersion = 1 } = {}): Promise<void> {
  const { labs } = await prepareLabs(folder);
  const branded = Object.entries(labs).map(([digest, lab]) => [digest, { ...lab, title: { ko: "미리", en: "prepared" } }]);
  await writeFile(prepared, JSON.stringify({ formatVersion, labs: Object.fromEntries(branded) }));
}

async function namesOfPrepared(): Promise<readonly string[]> {
  return (await loadLabs(folder, prepared)).filter(({ title }) => title.en === "prepared").map(({ name }) => name);
}

describe("labs that were read while building", () => {
  it("are the labs that are read from their files", async () => {
    const fromFiles = await loadLabs(folder);
    expect(fromFiles.length).toBeGreaterThan(6);
    expect(await loadLabs(folder, prepared)).toStrictEqual(fromFiles);
  });

  it.each(["lab.yaml", "ko.md", "en.md"])("don't count for a lab whose %s has changed", async (file) => {
    await brand();
    const path = join(folder, "06-echo", file);
    await writeFile(path, `${await readFile(path, "utf8")}\n`);
    expect(await namesOfPrepared()).toEqual(["clusterip", "counter", "endpoints", "nodeport", "loadbalancer", "mistakes"]);
  });

  it("don't hide that a file the learner starts from is gone", async () => {
    const [lab] = (await loadLabs(folder)).filter(({ steps }) => steps.some(({ files }) => files.length > 0));
    const file = lab?.steps.flatMap(({ files }) => files)[0] ?? "";
    await unlink(join(folder, lab?.id ?? "", "files", file));
    await expect(loadLabs(folder, prepared)).rejects.toMatchObject({ code: "broken-labs", text: { en: expect.stringContaining(`Not in files/: ${file}`) } });
  });

  it("don't count when a later svclab wrote them", async () => {
    await brand({ formatVersion: 2 });
    expect(await namesOfPrepared()).toEqual([]);
  });

  it.each(["", "{", '{"formatVersion":1}'])("are read from their files when the file of them holds %j", async (text) => {
    await writeFile(prepared, text);
    expect(await loadLabs(folder, prepared)).toStrictEqual(await loadLabs(folder));
  });

  it("leave out a lab with mistakes, so that whoever loads it is told", async () => {
    await writeFile(join(folder, "06-echo", "lab.yaml"), "lab: echo\n");
    expect(Object.values((await prepareLabs(folder)).labs).map(({ name }) => name)).not.toContain("echo");
    await expect(loadLabs(folder, prepared)).rejects.toMatchObject({ code: "broken-labs" });
  });
});
