import { expect, it } from "vitest";
import type { Lab, Trouble } from "../../grader/model.ts";
import type { Report, ReportedCheck } from "../../grader/report.ts";
import { patienceFor } from "../../src/commands/patience.ts";
import { echoLab } from "../grader/support/labs.ts";

const cluster = { kind: "practice", name: "svclab", namespace: "default" } as const;
const lab: Lab = echoLab;

function check(id: string, rest: Partial<ReportedCheck>): ReportedCheck {
  const found = lab.steps.flatMap((step) => step.checks.map((each) => ({ step: step.id, each }))).find(({ each }) => each.id === id)!;
  return { id, step: found.step, title: found.each.title, marks: 1, status: "passed", findings: [], ...rest };
}

function report(...checks: readonly ReportedCheck[]): Report {
  return { formatVersion: 1, lab: lab.name, cluster, earned: 0, possible: 1, causes: checks.flatMap(({ findings }) => findings), checks };
}

const unknown = (code: Trouble["code"]): ReportedCheck => check("ready", { status: "unknown", why: { code, detail: "" } });
const message = { ko: "", en: "" };
const finding = (code: "starting" | "selector-missing") => ({ code, object: { kind: "Deployment", namespace: "default", name: "echo" }, message });

it.each(["unreachable", "forbidden", "certificate", "pull-failed", "no-route"] as const)("does not wait for %s", (code) => {
  expect(patienceFor(report(unknown(code), check("answers", { status: "blocked", by: ["ready"] })), lab)).toBe(0);
});

it.each(["node-not-ready", "dns-down", "cut-short"] as const)("waits a while for %s", (code) => {
  expect(patienceFor(report(unknown(code)), lab)).toBe(60_000);
});

it("waits for what is under way", () => {
  expect(patienceFor(report(check("ready", { status: "failed", findings: [finding("starting")] })), lab)).toBe(60_000);
});

it("does not wait for a mistake to go away", () => {
  expect(patienceFor(report(check("ready", { status: "failed", findings: [finding("selector-missing")] })), lab)).toBe(0);
});
