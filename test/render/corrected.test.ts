import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
