import { describe, expect, it } from "vitest";
import { findReason, idlePatterns, readEquivalents } from "../../../src/labs/mutants/equivalents.ts";

const equivalents = [
  { mutants: ["* drop spec.template.spec.containers[0].ports", "a.yml Service/web udp spec.ports[0]"], because: "It is for information only." },
];

describe("the list of equivalent mutants", () => {
  it("excuses by name, a star for any text and no other letter", () => {
    expect(findReason("a.yml Deployment/web drop spec.template.spec.containers[0].ports", equivalents)).toBe("It is for information only.");
    expect(findReason("a.yml Deployment/web drop spec.template.spec.containers[0].ports[0].containerPort", equivalents)).toBeUndefined();
    expect(findReason("a.yml Deployment/web drop spec.template.spec.containers00.ports", equivalents)).toBeUndefined();
  });

  it("tells which of its names fit nothing any more", () => {
    expect(idlePatterns(["a.yml Service/web udp spec.ports[0]"], equivalents)).toEqual(["* drop spec.template.spec.containers[0].ports"]);
  });

  it("wants a reason for each", () => {
    expect(readEquivalents("equivalent:\n  - mutants: [a]\n")).toMatchObject({ status: "invalid" });
    expect(readEquivalents("equivalent:\n  - { mutants: [a], because: It means the same. }\n")).toEqual({
      status: "read",
      equivalents: [{ mutants: ["a"], because: "It means the same." }],
    });
  });
});
