import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { messageOf } from "../../grader/index.ts";
import { renderFinding } from "../../src/render/finding.ts";
import { reportOn } from "../grader/support/world.ts";
import { labs } from "../labs/course.ts";
import { looks } from "./fixtures.ts";

const lab = labs.find(({ name }) => name === "mistakes")!;
const starter = readFileSync(new URL("../../labs/07-mistakes/files/1-hello.yml", import.meta.url), "utf8");
const files = [{ path: "1-hello.yml", text: starter }];

describe("a mistake in a manifest with several", () => {
  it.each(looks.filter(([name]) => name.endsWith("80-plain")))(
    "is told with its line and the corrected lines, not with the mended whole: %s",
    async (_, look) => {
      const [cause] = (await reportOn(lab, { objects: [], files })).causes;
      const text = renderFinding(cause!, look);
      expect(text).toContain("1-hello.yml:15");
      expect(text).toMatch(/^ +spec:\n +containers:\n +- name: hello\n +kubectl apply -f 1-hello\.yml$/m);
      expect(text).not.toContain("NodePort");
      expect(text).not.toContain("EOF");
      expect(cause?.fix?.stdin).toContain("type: NodePort");
    },
  );

  it.each(looks.filter(([name]) => name.endsWith("80-plain")))("where the file is right, it is applied as it stands: %s", async (_, look) => {
    const text = readFileSync(new URL("../../solutions/07-mistakes/1-hello.yml", import.meta.url), "utf8");
    const [cause] = (await reportOn(lab, { objects: [], files: [{ path: "1-hello.yml", text }] })).causes;
    expect(cause?.code).toBe("not-applied");
    const told = renderFinding(cause!, look);
    expect(told).toMatch(/ kubectl apply -f 1-hello\.yml$/);
    expect(told).not.toMatch(/edit line|행 수정/);
  });
});

const shown = (code: "near-name" | "edited-not-applied" | "selector-immutable") => {
  const finding = {
    code,
    object: { kind: "Service", namespace: "default", name: "echo-np" },
    path: "metadata.name",
    seen: "echo-np",
    wanted: "echo",
    file: { path: "echo.yml", line: 4, column: 3 },
    fix: { command: ["kubectl", "apply", "-f", "-"], stdin: "kind: Service\n" },
  };
  return { ...finding, message: messageOf(finding) };
};

describe("what can only be made anew", () => {
  const look = looks.find(([name]) => name === "en-80-plain")![1];

  it("is mended in its file, then deleted and applied", () => {
    expect(renderFinding(shown("near-name"), look)).toMatch(/edit line 4 of echo\.yml\n +kubectl delete svc echo-np\n +kubectl apply -f echo\.yml$/);
  });

  it("is not to be edited where the file is right already", () => {
    expect(renderFinding(shown("selector-immutable"), look)).toMatch(/Mend it +kubectl delete svc echo-np\n +kubectl apply -f echo\.yml$/);
    expect(renderFinding(shown("edited-not-applied"), look)).toMatch(/Mend it +kubectl apply -f echo\.yml$/);
  });
});
