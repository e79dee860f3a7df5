import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LabText, labJsonSchema, parseLab } from "../../grader/index.ts";

const sections = ["text", "task", "hint 1", "hint 2", "hint 3", "why"].map((name) => `### ${name}\nwords\n`).join("");
const prose = `## one\n${sections}## outro\nwords\n`;
const yaml = `lab: demo
number: 1
title: {ko: 제목, en: title}
owns: []
steps:
  - id: one
    title: {ko: 제목, en: title}
    checks:
      - {id: a, title: {ko: 제목, en: title}, ready: {kind: Deployment, name: web}, within: 60s}
      - {id: b, title: {ko: 제목, en: title}, absent: {kind: Service, name: old}, needs: [a], marks: 2}
`;
const text: LabText = { folder: "01-demo", yaml, ko: prose, en: prose };

function mistakes(change: Partial<LabText>): readonly string[] {
  const parsed = parseLab({ ...text, ...change });
  return parsed.status === "parsed" ? [] : parsed.mistakes.map(({ file, line, column, text: said }) => `${file}:${line}:${column} ${said.en}`);
}

describe("a lab's files", () => {
  it("become a lab with defaults filled in", () => {
    const parsed = parseLab(text);
    expect(parsed).toMatchObject({
      status: "parsed",
      lab: {
        id: "01-demo",
        name: "demo",
        steps: [
          {
            checks: [
              { kind: "ready", within: 60_000, marks: 1, pods: 1 },
              { kind: "absent", marks: 2 },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ["an unknown key", yaml.replace("owns", "own"), /lab.yaml:4:1 own: Unknown key: own \(did you mean owns\?\)/],
    ["an unknown key in a check", yaml.replace("within", "witin"), /lab.yaml:9:\d+ .*Unknown key: witin \(did you mean within\?\)/],
    ["a misspelt kind of check", yaml.replace("ready:", "raedy:"), /lab.yaml:9:9 .*did you mean ready\?/],
    ["a need that doesn't exist", yaml.replace("needs: [a]", "needs: [z]"), /lab.yaml:10:\d+ .*No check of this id: z/],
    ["an id that comes twice", yaml.replace("{id: b", "{id: a"), /This id comes twice: a/],
    ["needs in a circle", yaml.replace("within: 60s", "needs: [b]"), /needs leads back/],
    ["another folder", yaml.replace("number: 1", "number: 2"), /Not the folder's name: 01-demo/],
    ["broken YAML", yaml.replace("owns: []", "owns: ["), /No valid YAML/],
  ])("are refused for %s, at its place", (_, changed, expected) => {
    expect(mistakes({ yaml: changed }).join("\n")).toMatch(expected);
  });

  it("name all mistakes at once", () => {
    const found = mistakes({
      yaml: yaml.replace("owns", "own").replace("needs: [a]", "needs: [z]"),
      ko: prose.replace("### why\nwords\n", ""),
      en: prose.replace("## one", "## won"),
    });
    expect(found.length).toBeGreaterThanOrEqual(5);
    expect(found.some((line) => line.startsWith("ko.md:1:1 Missing: ### why"))).toBe(true);
    expect(found.some((line) => line.startsWith("en.md:1:1 No step of this name in lab.yaml: won"))).toBe(true);
  });

  it("may hold headings inside fenced blocks", () => {
    expect(mistakes({ ko: prose.replace("words", "```\n## not a step\n```") })).toEqual([]);
  });

  it("have the published schema", () => {
    expect(JSON.parse(readFileSync(new URL("../../labs/lab.schema.json", import.meta.url), "utf8"))).toEqual(labJsonSchema());
  });
});
