import { describe, expect, it } from "vitest";
import { renderProse } from "../../src/render/prose.ts";
import { looks } from "./fixtures.ts";

const look = Object.fromEntries(looks)["en-60-plain"]!;
const drawing = `\`\`\`text\n  outside ─▶ node:31000 ─▶ Service:3000\n\`\`\`\n\nAfter it.`;

describe("a drawing in the text", () => {
  it("stands as it was drawn where it fits", () => {
    expect(renderProse(drawing, { ...look, columns: 46 })).toBe("       outside ─▶ node:31000 ─▶ Service:3000\n\n  After it.");
  });

  it("gives way to a word about it where the window is too narrow", () => {
    expect(renderProse(drawing, { ...look, columns: 45 })).toBe("  (a drawing, for windows of 46 columns)\n\n  After it.");
  });

  it("gives way alone: what is to be typed stays whole", () => {
    const typed = "```\n  kubectl get pods -l app=counter -o wide --watch\n```";
    expect(renderProse(typed, { ...look, columns: 40 })).toContain("kubectl get pods -l app=counter -o wide --watch");
  });
});
