import { expect, test } from "vitest";
import { unprovedPath } from "../../grader/vantage.ts";
import { renderChecks } from "../../src/render/checks-block.ts";
import { plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";

const vantage = { via: "minikube-service", address: "127.0.0.1:52345", proves: "not-the-node-port" } as const;
const replies = [{ outcome: "answered", code: 200, body: "1\n" }] as const;
const why = unprovedPath({ vantage, hindered: undefined, replies })!;
const check = { id: "answers", step: "reach", title: { ko: "응답", en: "echo answers" }, marks: 2, status: "unknown", findings: [], why } as const;

test.each([
  ["en", "This is no mistake of yours", "minikube service --url (127.0.0.1:52345), 1", "node port"],
  ["ko", "틀린 것이 아닙니다", "minikube service --url을 거쳐 요청 (127.0.0.1:52345), 응답 1개", "노드 포트"],
] as const)("in %s, a way that is cut is nobody's mistake, and what was asked instead and does not show is said", (language, blameless, asked, unproved) => {
  const look = { language, columns: 80, paint: plain, signs: unicodeSigns };
  const text = renderChecks({ checks: [check], states: ["unknown"], cause: undefined }, look).replace(/\s+/g, " ");
  for (const part of [blameless, asked, unproved]) expect(text).toContain(part);
  expect(text).not.toContain("not-the-node-port");
});
