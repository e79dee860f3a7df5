import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { up } from "../../../src/practice/daemon/control.ts";

const folder = mkdtempSync(join(tmpdir(), "svclab-home-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a home that can't be made is told with its path and the way out", async () => {
  writeFileSync(join(folder, "file"), "");
  const home = join(folder, "file", "home");
  await expect(up({ home, env: process.env })).rejects.toMatchObject({
    code: "home-not-writable",
    exitCode: 3,
    text: { en: expect.stringContaining(join(home, "practice")), ko: expect.stringContaining("SVCLAB_HOME=") },
  });
});
