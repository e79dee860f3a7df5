import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { charactersOf, columnsOf } from "../src/columns.ts";

describe("columns of a terminal", () => {
  it.each([
    "",
    "kubectl get svc",
    "서비스가 Pod을 찾음",
    "\u001b[1;32m완료\u001b[39m",
    "\u001b]8;;https://x\u0007링크\u001b]8;;\u0007",
    "✓ ✗ → │ … ─",
    "ｶﾞ",
    "漢字、かな",
    "✅ 👩‍💻 🇰🇷 1️⃣ ☎️ ☎",
    "e\u0301 \u0915\u093f",
    "\u1112\u1161\u11ab",
    "a\u200bb\u0007\t",
    "\ud800",
  ])("are counted as string-width does: %j", (text) => {
    expect(columnsOf(text)).toBe(stringWidth(text));
  });

  it("are counted as string-width does for every single character of the plane that texts are written in", () => {
    const different: string[] = [];
    for (let code = 0x20; code < 0x1_0000; code += 1) {
      const text = String.fromCharCode(code);
      if (columnsOf(text) !== stringWidth(text)) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it("are those of whole characters", () => {
    expect(charactersOf("ab가")).toEqual(["a", "b", "가"]);
    expect(charactersOf("e\u0301👩‍💻")).toEqual(["e\u0301", "👩‍💻"]);
  });
});
