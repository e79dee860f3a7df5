import { describe, expect, it } from "vitest";
import { drawable } from "../../src/render/ascii.ts";
import { asciiSigns, unicodeSigns } from "../../src/render/signs.ts";

describe("what a terminal with only ASCII shows", () => {
  it("has the drawings in the same columns", () => {
    expect(drawable("redis ──▶ Pod\n  │  └ here", { signs: asciiSigns })).toBe("redis --> Pod\n  |  + here");
  });

  it("names Korean in English", () => {
    expect(drawable("g 한국어", { signs: asciiSigns })).toBe("g Korean");
  });

  it("is left as it is where the terminal can draw it", () => {
    expect(drawable("──▶ 한국어", { signs: unicodeSigns })).toBe("──▶ 한국어");
  });
});
