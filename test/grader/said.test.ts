import { describe, expect, it } from "vitest";
import { saidOf } from "../../grader/messages/said.ts";
import { shownValue } from "../../src/render/json-value.ts";

const variable = { name: "REDIS_PORT", value: "6379" };

describe("a value that may be copied into a manifest", () => {
  it("keeps the quotes that make a text of a number, in a sentence and on the screen", () => {
    const said = saidOf({ code: "env-missing", object: { kind: "Deployment", namespace: "default", name: "tally" }, wanted: variable });
    expect(said.wanted).toBe('name: REDIS_PORT, value: "6379"');
    expect(shownValue(variable)).toBe('name: REDIS_PORT, value: "6379"');
  });

  it("is told with its quotes where a number is expected in its place", () => {
    const object = { kind: "Deployment", namespace: "default", name: "echo" };
    expect(saidOf({ code: "manifest-type", object, path: "spec.replicas", seen: "3", wanted: "number" }).seen).toBe('"3"');
    expect(saidOf({ code: "manifest-type", object, path: "spec.replicas", seen: "three", wanted: "number" }).seen).toBe("three");
  });

  it("has no quotes where the text is one without them, and none around a number", () => {
    expect(shownValue({ app: "counter", tier: "db", port: 6379 })).toBe("app: counter, tier: db, port: 6379");
  });

  it.each(["true", "no", "null", "1e3", "0x1F", "12.5"])("has quotes around %s", (text) => {
    expect(shownValue({ version: text })).toBe(`version: "${text}"`);
  });
});
