import { describe, expect, it } from "vitest";
import { type CheckRequest, check } from "../../src/commands/check.ts";
import type { ShownReport } from "../../src/render/report.ts";
import { asking, lab, looks, mistaken, notBegun, seen } from "../render/fixtures.ts";
import { createStage, noWishes } from "../support/stage.ts";

const look = Object.fromEntries(looks)["en-80-plain"]!;
const request: CheckRequest = { ...noWishes, target: lab.name, json: false, timeoutMs: 0, save: undefined };
const untouched: ShownReport = { ...notBegun, earned: 0 };
const files = [{ path: "counter-redis-svc.yml", text: "kind: Service" }];

async function checked(report: ShownReport, { given = [], typed = [] }: { given?: typeof files; typed?: readonly string[] | undefined } = {}) {
  const { ports, shown } = createStage({ look, labs: [lab], typed, looks: async () => ({ report, observation: { ...seen(), files: given } }) });
  expect(await check(ports, request)).toBe(1);
  return shown();
}

describe("svclab check of a lab that was not started", () => {
  it("says how to start it, where there is neither a mark nor a file", async () => {
    expect(await checked(untouched)).toContain("svclab start clusterip");
  });

  it("says nothing of it once there is a mark or a file", async () => {
    expect(await checked(mistaken)).not.toContain("svclab start");
    expect(await checked(asking)).not.toContain("svclab start");
    expect(await checked(untouched, { given: files })).not.toContain("svclab start");
  });
});
