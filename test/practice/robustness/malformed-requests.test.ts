/**
 * Malformed HTTP, JSON, YAML, protobuf, patches, watches, sessions and WebSocket frames, as a broken or hostile client on this computer would
 * send them. A slice of what `npm run fuzz` sends: FUZZ_ATTACKS says how many, FUZZ_SEED which.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { down, up } from "../../../src/practice/daemon/control.ts";
import { type FuzzResult, runFuzz } from "./fuzz/run-fuzz.ts";

const home = mkdtempSync(join(tmpdir(), "svclab-fuzz-"));
const attacks = Number(process.env.FUZZ_ATTACKS ?? 1500);
const seed = Number(process.env.FUZZ_SEED ?? 1);
let result: FuzzResult;

beforeAll(async () => {
  const { pid } = await up({ home, env: process.env });
  result = await runFuzz({ home, pid, seed, attacks, signal: new AbortController().signal });
}, 1_800_000);

afterAll(async () => {
  await down({ home });
  rmSync(home, { recursive: true, force: true });
});

test("the same process still answers", () => {
  expect(result.answers).toBe(true);
});

test("nothing is answered with an error of the server's own, left unanswered, or open to strangers", () => {
  expect(result.faults).toEqual([]);
});

test("the log tells of no bug, no crash and no rejection that nobody handled", () => {
  expect(result.trouble).toEqual([]);
});

test("connections that are over are closed", () => {
  const [before = 0] = result.files;
  // The attacker keeps some two dozen.
  expect(result.files.at(-1)).toBeLessThan(before + 45);
});

test("the attacks reach what they are meant for", () => {
  for (const code of [200, 201, 400, 401, 404, 405, 406, 409, 415, 422, "upgraded"]) expect(result.codes, String(code)).toHaveProperty(String(code));
});
