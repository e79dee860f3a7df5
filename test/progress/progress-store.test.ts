import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hintsAbout, labProgress, withHint, withLab, withMarks } from "../../src/progress/progress.ts";
import { createProgressStore } from "../../src/progress/progress-store.ts";

const place = { cluster: "practice/practice/default", lab: "clusterip" };
let home: string;
let setAside: string[];

function store() {
  return createProgressStore({ home, onSetAside: (path) => setAside.push(path) });
}

function earn(check: string, marks: number) {
  return store().update((progress) => withLab(progress, place, (lab) => withMarks(lab, { [check]: marks })));
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "svclab-progress-"));
  setAside = [];
});

afterEach(async () => {
  await chmod(home, 0o700);
  await rm(home, { recursive: true, force: true });
});

describe("the progress file", () => {
  it("keeps marks from one svclab to the next", async () => {
    await earn("service", 2);
    expect(labProgress(await store().read(), place).marks).toEqual({ service: 2 });
  });

  it("never takes marks back", async () => {
    await earn("service", 2);
    await earn("service", 0);
    expect(labProgress(await store().read(), place).marks).toEqual({ service: 2 });
  });

  it("loses nothing when many change it at once in one process", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => earn(`check-${at}`, 1)));
    expect(Object.keys(labProgress(await store().read(), place).marks)).toHaveLength(20);
  });

  it("loses nothing when two processes change it at once", async () => {
    await Promise.all([writer("a"), writer("b")]);
    const { marks } = labProgress(await store().read(), place);
    expect(Object.keys(marks).sort()).toEqual(["a-0", "a-1", "a-2", "a-3", "a-4", "b-0", "b-1", "b-2", "b-3", "b-4"]);
  });

  it("is readable by its owner alone, and leaves no temporary files", async () => {
    await earn("service", 2);
    expect(await readdir(home)).toEqual(["progress.json"]);
    expect((await stat(join(home, "progress.json"))).mode & 0o077).toBe(0);
  });

  it.each([
    ["torn", '{"formatVersion": 1, "clusters": {"practice'],
    ["empty", ""],
    ["of another shape", '{"formatVersion": 1, "clusters": []}'],
  ])("is set aside, named and begun anew when it is %s", async (_what, text) => {
    await writeFile(join(home, "progress.json"), text);
    await earn("service", 2);
    expect(setAside).toHaveLength(1);
    expect(await readFile(setAside[0] ?? "", "utf8")).toBe(text);
    expect(labProgress(await store().read(), place).marks).toEqual({ service: 2 });
  });

  it("is left alone when a newer svclab wrote it", async () => {
    const text = '{"formatVersion": 2, "whatever": true}';
    await writeFile(join(home, "progress.json"), text);
    await expect(earn("service", 2)).rejects.toMatchObject({ code: "progress-newer", exitCode: 3 });
    expect(await readFile(join(home, "progress.json"), "utf8")).toBe(text);
  });

  it("takes over the lock of a process that is gone", async () => {
    await writeFile(join(home, "progress.json.lock"), String(await deadProcess()));
    await earn("service", 2);
    expect(labProgress(await store().read(), place).marks).toEqual({ service: 2 });
  });

  it("says who holds the lock when another svclab doesn't let go", async () => {
    await writeFile(join(home, "progress.json.lock"), String(process.ppid));
    const impatient = createProgressStore({ home, onSetAside: () => {}, patience: 30 });
    await expect(impatient.update((progress) => progress)).rejects.toMatchObject({
      code: "progress-locked",
      text: { en: expect.stringContaining(String(process.ppid)) },
    });
  });

  it("says where it could not be written, and that nothing is lost", async () => {
    const blocked = join(home, "file");
    await writeFile(blocked, "");
    const store = createProgressStore({ home: join(blocked, "svclab"), onSetAside: () => {} });
    await expect(store.update((progress) => progress)).rejects.toMatchObject({
      code: "progress-no-folder",
      text: { en: expect.stringMatching(/a file stands.*SVCLAB_HOME.*as they were/s), ko: expect.stringContaining("그대로") },
    });
  });

  it.skipIf(process.getuid?.() === 0)("keeps what it had when its folder is no longer writable", async () => {
    await earn("service", 2);
    await chmod(home, 0o500);
    await expect(earn("ready", 1)).rejects.toMatchObject({ code: "progress-not-writable" });
    expect(labProgress(await store().read(), place).marks).toEqual({ service: 2 });
  });

  it("counts hints step by step, and anew where something else is wrong", async () => {
    const ask = (about: string) => store().update((progress) => withLab(progress, place, (lab) => withHint(lab, "reach", about)));
    await ask("a selector");
    await ask("a selector");
    const known = async () => labProgress(await store().read(), place);
    expect(hintsAbout(await known(), "reach", "a selector")).toBe(2);
    expect(hintsAbout(await known(), "reach", "a port")).toBe(0);
    await ask("a port");
    expect(hintsAbout(await known(), "reach", "a port")).toBe(1);
    expect((await known()).hints).toEqual({ reach: 3 });
  });
});

/** Another process that adds five marks, one after another. */
function writer(name: string): Promise<void> {
  const modules = new URL("../../src/progress/", import.meta.url).href;
  const code = `
    import { createProgressStore } from "${modules}progress-store.ts";
    import { withLab, withMarks } from "${modules}progress.ts";
    const store = createProgressStore({ home: ${JSON.stringify(home)}, onSetAside: () => {} });
    for (let at = 0; at < 5; at += 1) await store.update((progress) => withLab(progress, ${JSON.stringify(place)}, (lab) => withMarks(lab, { ["${name}-" + at]: 1 })));`;
  return ends(
    spawn(process.execPath, ["--import", import.meta.resolve("tsx"), "--input-type=module", "-e", code], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
}

function ends(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the writer ended with ${code}`))));
  });
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await ends(child);
  return child.pid ?? 0;
}
