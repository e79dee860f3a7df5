import { expect, test } from "vitest";
import { grade } from "../../grader/index.ts";
import { askedText } from "../../grader/messages/messages.ts";
import type { Observation, Vantage } from "../../grader/model.ts";
import { unprovedPath } from "../../grader/vantage.ts";
import { renderChecks } from "../../src/render/checks-block.ts";
import { renderCompactReport } from "../../src/render/compact-report.ts";
import { plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";
import { lab, seen, step as walked } from "./fixtures.ts";

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

const fromTheNode: Vantage = { via: "minikube-ssh", address: "192.168.49.2:31000", proves: "the-path-asked-for" };

/** A check of a node port, asked from such a place and answered. */
function reportFrom(place: Vantage) {
  const check = {
    kind: "http",
    id: "answers",
    title: { ko: "응답", en: "echo answers" },
    marks: 2,
    needs: [],
    within: 0,
    service: "echo",
    from: "node",
    port: 31000,
    path: "/",
    requests: 1,
    backends: 1,
  } as const;
  const to = { at: "node", namespace: "default", service: "echo", servicePort: 3000, nodePort: 31000 } as const;
  const request = { kind: "http", id: "answers", to, path: "/", requests: 1, timeoutMs: 3000 } as const;
  const observation: Observation = { ...seen(), probes: [{ request, result: { kind: "http", vantage: place, replies } }] };
  return grade({ ...lab, steps: [{ ...walked, checks: [check] }] }, observation);
}

test.each([
  ["en", "asked from the node itself, through minikube ssh (192.168.49.2:31000). Not shown by that: the way from this computer to the address."],
  ["ko", "minikube ssh로 노드에서 요청 (192.168.49.2:31000). 이것으로 확인되지 않은 것: 이 컴퓨터에서 그 주소까지 가는 길."],
] as const)("in %s, a pass that was asked from the node says so, at a terminal and in a log", (language, sentence) => {
  const report = reportFrom(fromTheNode);
  expect(report.checks[0]).toMatchObject({ status: "passed", asked: fromTheNode });
  const look = { language, columns: 80, paint: plain, signs: unicodeSigns, shell: "posix" } as const;
  const terminal = renderChecks({ checks: report.checks, states: ["done"], cause: undefined }, look);
  expect(terminal.replace(/\s+/g, " ")).toContain(sentence);
  expect(renderCompactReport(report, look)).toContain(sentence);
  expect(askedText(fromTheNode)[language]).toBe(sentence);
});

test("a pass that was asked from this computer says nothing of it", () => {
  expect(reportFrom({ via: "node-address", address: "192.168.49.2:31000", proves: "the-path-asked-for" }).checks[0]).not.toHaveProperty("asked");
});
