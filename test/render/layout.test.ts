import { describe, expect, it } from "vitest";
import { apart, columnsOf, fitted, padded, wrapped } from "../../src/render/layout.ts";

describe("laying out by columns", () => {
  it("counts a Hangul syllable as two columns and an escape sequence as none", () => {
    expect(columnsOf("\u001b[32m완료\u001b[39m ok")).toBe(7);
    expect(padded("완료", 6)).toBe("완료  ");
  });

  it("cuts Korean text to the column, never through a syllable", () => {
    expect(fitted("서비스가 Pod을 찾음", 8, "…")).toBe("서비스…");
    expect(columnsOf(fitted("서비스가 Pod을 찾음", 9, "…"))).toBeLessThanOrEqual(9);
  });

  it("breaks lines at spaces and keeps `code` whole where it fits", () => {
    expect(wrapped("read `kubectl get svc` again", 18)).toEqual(["read", "`kubectl get svc`", "again"]);
  });

  it("breaks a word that is wider than the line", () => {
    expect(wrapped("redis.default.svc.cluster.local", 10)).toEqual(["redis.defa", "ult.svc.cl", "uster.loca", "l"]);
  });

  it("moves the right part to a line of its own where both do not fit", () => {
    expect(apart("left", "right", 12)).toBe("left   right");
    expect(apart("left", "right", 10)).toBe("left\n     right");
  });
});
