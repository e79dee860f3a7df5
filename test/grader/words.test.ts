import { describe, expect, it } from "vitest";
import { type Finding, findingCodes, messageOf } from "../../grader/index.ts";

const finding = (code: Finding["code"]): Finding => ({
  code,
  object: { kind: "Service", namespace: "default", name: "redis" },
  path: "spec.selector",
  seen: { app: "a" },
  wanted: { app: "b" },
  nearest: "c",
  file: { path: "redis.yml", line: 3, column: 1 },
});

describe("the words of findings", () => {
  it.each(["ko", "en"] as const)("no two codes share a sentence (%s)", (language) => {
    const sentences = findingCodes.flatMap((code) =>
      [...new Set(messageOf(finding(code))[language].split(/(?<=[.!?])\s+/))].filter((sentence) => /[A-Za-z가-힣]{4}/.test(sentence)),
    );
    const shared = sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index && !/^(Wanted|Nearest|필요한 값|가장 가까운)/.test(sentence));
    expect(shared).toEqual([]);
  });

  it.each(findingCodes)("%s speaks both languages", (code) => {
    const { ko, en } = messageOf(finding(code));
    expect(ko).toMatch(/[가-힣]/);
    expect(en).not.toMatch(/[가-힣]/);
    expect(`${ko}${en}`).not.toMatch(/undefined|\[object|null/);
  });

  it("no particle follows a name in Korean", () => {
    for (const code of findingCodes) expect(messageOf(finding(code)).ko).not.toMatch(/redis(은|는|이|가|을|를|와|과)(?=\s)/);
  });
});
