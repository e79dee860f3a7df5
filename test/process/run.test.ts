import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { talk } from "../../src/process/long-running.ts";
import { run } from "../../src/process/run.ts";

const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), "svclab-run-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the exit code and both outputs of a program come back as they are", async () => {
  const result = await run([node, "-e", "console.log('out'); console.error('err'); process.exitCode = 3"]);
  expect(result).toEqual({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
});

test("input reaches the program", async () => {
  const result = await run([node, "-e", "process.stdin.pipe(process.stdout)"], { input: "a: 1\n" });
  expect(result.stdout).toBe("a: 1\n");
});

test("a program that is missing is 127, and says so", async () => {
  const result = await run(["svclab-no-such-program"]);
  expect(result.exitCode).toBe(127);
  expect(result.stderr).toContain("svclab-no-such-program");
});

test("a program that takes too long is 124", async () => {
  expect((await run([node, "-e", "setInterval(() => {}, 1000)"], { timeoutMs: 100 })).exitCode).toBe(124);
});

test("a cancelled program is 130", async () => {
  expect((await run([node, "-e", "setInterval(() => {}, 1000)"], { signal: AbortSignal.abort() })).exitCode).toBe(130);
});

test.skipIf(process.platform === "win32")("a child that keeps the pipes of a killed program open holds nobody up", async () => {
  const started = performance.now();
  const result = await run(["sh", "-c", "sleep 20 & wait"], { timeoutMs: 100 });
  expect(result.exitCode).toBe(124);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("variables are laid over the environment and taken away by undefined", async () => {
  const print = "process.stdout.write(JSON.stringify([process.env.SVCLAB_A, process.env.SVCLAB_B ?? null]))";
  process.env.SVCLAB_B = "there";
  const result = await run([node, "-e", print], { env: { SVCLAB_A: "1", SVCLAB_B: undefined } });
  delete process.env.SVCLAB_B;
  expect(JSON.parse(result.stdout)).toEqual(["1", null]);
});

test.skipIf(process.platform === "win32")("a talking program is ended by an interrupt, not by a kill", async () => {
  const mark = join(folder, "interrupted");
  const program = `process.on("SIGINT", () => { require("fs").writeFileSync(${JSON.stringify(mark)}, ""); process.exit(0); }); console.log("ready"); setInterval(() => {}, 1000);`;
  const child = talk([node, "-e", program]);
  for await (const line of child.lines) {
    expect(line).toBe("ready");
    break;
  }
  expect((await child.stop()).exitCode).toBe(0);
  expect(existsSync(mark)).toBe(true);
});
