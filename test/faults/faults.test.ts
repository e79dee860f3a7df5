import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allFaults } from "./all-faults.ts";
import type { Fault } from "./fault.ts";
import { markUnder } from "./mark.ts";
import { buildStand, type Stand } from "./stand.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await buildStand();
}, 300_000);
afterAll(() => stand.tearDown());

async function harmsNoMark(fault: Fault): Promise<void> {
  const { labs } = await markUnder(fault, stand);
  // This computer can't show it.
  if (labs === undefined) return;
  for (const { lab, lost, exitCode, codes, text, said } of labs) {
    expect({ lab, lost, exitCode }, said).toEqual({ lab, lost: 0, exitCode: fault.says === undefined ? 0 : 3 });
    if (fault.says === undefined) continue;
    expect(fault.says.split("|"), said).toEqual(expect.arrayContaining([expect.toSatisfy((code: string) => codes.includes(code))]));
    expect(text.ko).toMatch(/[가-힣]/);
    expect(text.en).toMatch(/[a-z]/i);
  }
}

const named = (faults: readonly Fault[]) => faults.map((fault) => [fault.name, fault] as const);

describe("what an environment can do to right answers", () => {
  // Most only get in the way of one command, which spends its time waiting.
  it.concurrent.each(named(allFaults.filter(({ alone }) => alone === undefined)))("%s", (_name, fault) => harmsNoMark(fault), 180_000);
  it.each(named(allFaults.filter(({ alone }) => alone === true)))("%s", (_name, fault) => harmsNoMark(fault), 180_000);

  it("is shown in at least 28 ways", () => {
    expect(allFaults.length).toBeGreaterThanOrEqual(28);
    expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length);
  });
});
