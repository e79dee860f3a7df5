import { expect, it } from "vitest";
import type { Finding, FindingCode } from "../../grader/finding.ts";
import { messageOf } from "../../grader/index.ts";
import { markedStates } from "../../src/render/check-state.ts";
import { renderChecks } from "../../src/render/checks-block.ts";
import type { ShownCheck } from "../../src/render/report.ts";
import { looks } from "./fixtures.ts";

const look = Object.fromEntries(looks)["en-80-plain"]!;

function question(id: string, code: FindingCode, more: Partial<Finding> = {}): ShownCheck {
  const finding: Finding = { code, object: { kind: "Question", namespace: "default", name: id }, ...more };
  return { id, step: "address", title: { ko: id, en: id }, marks: 1, status: "failed", findings: [{ ...finding, message: messageOf(finding) }] };
}

const checks = [
  question("cluster-ip", "ask-other-address", { seen: "10.244.0.3", nearest: "Pod redis-5cb78b9855-jwg9m" }),
  question("dns-name", "ask-wrong", { seen: "redis.default", why: { ko: "도메인이 빠졌습니다.", en: "The domain is missing." } }),
  question("why-pending", "ask-wrong", { why: { ko: "Pod은 준비되어 있습니다.", en: "The pods are ready." } }),
  question("later", "ask-unanswered"),
];
const text = renderChecks({ checks, states: markedStates(checks), cause: checks[0]?.findings[0] }, look);

it("each wrong answer is told its reason, not only the first", () => {
  expect(text).toMatch(/10\.244\.0\.3 is an address of Pod redis-/);
  expect(text).toContain("The domain is missing.");
  expect(text).toContain("The pods are ready.");
});

it("shows what was answered, and no object that nobody has heard of", () => {
  expect(text).toContain("your answer  redis.default");
  expect(text).not.toContain("Question");
});

it("leaves a question that waits for its answer to a line", () => {
  expect(text.trimEnd().split("\n").at(-1)).toMatch(/later$/);
});
