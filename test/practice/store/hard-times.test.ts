import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createStore } from "../../../src/practice/store/create-store.ts";

const writer = join(import.meta.dirname, "writer.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svclab-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the writer printed until it ended, or until it was killed behind that many characters. */
async function write(limits: { readonly killAfter?: number; readonly fileKiB?: number }): Promise<string> {
  const limit = limits.fileKiB === undefined ? "" : `ulimit -f ${limits.fileKiB};`;
  const child = spawn("bash", ["-c", `${limit} exec "$0" --import tsx "$1" "$2"`, process.execPath, writer, folder], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    if (text.length > (limits.killAfter ?? Number.POSITIVE_INFINITY)) child.kill("SIGKILL");
  });
  await once(child, "close");
  return text;
}

it("has kept every acknowledged change when the process is killed", async () => {
  const text = await write({ killAfter: 500 });
  const acknowledged = text.slice(0, text.lastIndexOf("\n")).split("\n").length;
  const { store, setAside } = createStore({ folder });
  expect(acknowledged).toBeGreaterThan(50);
  expect(store.list("v1/configmaps").length).toBeGreaterThanOrEqual(acknowledged);
  expect(setAside).toEqual([]);
});

it("refuses a change that the disk does not take, and stays as it was", async () => {
  const lines = (await write({ fileKiB: 16 })).trim().split("\n");
  const refused = JSON.parse(lines.at(-1)!.replace("refused ", "")) as { readonly code: number; readonly message: string; readonly revision: number };
  expect(refused.code).toBe(500);
  expect(refused.message).toContain("could not be stored, nothing was changed");
  expect(refused.revision).toBe(lines.length - 1);
  const { store, setAside } = createStore({ folder });
  expect(store.revision).toBe(refused.revision);
  expect(setAside).toEqual([]);
});
