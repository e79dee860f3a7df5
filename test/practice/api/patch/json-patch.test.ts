import { describe, expect, it } from "vitest";
import { applyJsonPatch } from "../../../../src/practice/api/patch/json-patch-door.ts";

const document = { metadata: { name: "a", annotations: {} }, spec: { ports: [{ port: 1 }] } };
const refused = expect.objectContaining({ code: 422, reason: "Invalid" });

describe("a JSON patch", () => {
  it("is applied one operation after another, and leaves the object it was made for as it was", () => {
    const before = structuredClone(document);
    const patched = applyJsonPatch(document, [
      { op: "test", path: "/spec/ports/0/port", value: 1 },
      { op: "add", path: "/spec/ports/-", value: { port: 2 } },
      { op: "move", from: "/spec/ports/0", path: "/spec/first" },
      { op: "copy", from: "/spec/first", path: "/metadata/annotations/copy" },
    ]);
    expect(patched).toEqual({ metadata: { name: "a", annotations: { copy: { port: 1 } } }, spec: { ports: [{ port: 2 }], first: { port: 1 } } });
    expect(document).toEqual(before);
  });

  it("is refused when its copies of copies would fill the memory", () => {
    const doubling = Array.from({ length: 40 }, (_, turn) => ({ op: "copy", from: "", path: `/metadata/annotations/c${turn}` }));
    expect(() => applyJsonPatch(document, doubling)).toThrow(expect.objectContaining({ code: 413, reason: "RequestEntityTooLarge" }));
  });

  it.each(["", "/spec"])("is refused when it moves %j into itself", (from) => {
    expect(() => applyJsonPatch(document, [{ op: "move", from, path: `${from}/metadata/x` }])).toThrow(refused);
  });

  it.each([
    "/spec/ports/2",
    "/spec/ports/4294967295",
    "/spec/ports/4294967296",
    "/spec/ports/99999999999999999999",
    "/spec/ports/-1",
    "/spec/ports/x",
    "/__proto__/x",
  ])("is refused when it adds at %s", (path) => {
    expect(() => applyJsonPatch(document, [{ op: "add", path, value: {} }])).toThrow(refused);
  });

  it.each([
    ["is refused when it copies from nowhere", { op: "copy", from: "/nope/there", path: "/metadata/x" }],
    ["is refused when its path is a number", { op: "add", path: 3, value: 1 }],
    ["is refused when it moves from no path", { op: "move", path: "/metadata/x" }],
    ["is refused when its operation is unknown", { op: "grow", path: "/metadata/x" }],
  ])("%s", (_what, operation) => {
    expect(() => applyJsonPatch(document, [operation])).toThrow(refused);
  });
});
