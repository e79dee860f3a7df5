import { expect, test } from "vitest";
import { nestsTooDeep } from "../../../../src/practice/api/http/nesting.ts";

test("a body as deep as a real one is let through, brackets in texts and all", () => {
  const data = { script: "[".repeat(5000), 'quoted \\"': "{".repeat(5000) };
  expect(nestsTooDeep(JSON.stringify({ data, nested: JSON.parse(`${"[".repeat(30)}${"]".repeat(30)}`) as unknown }))).toBe(false);
  expect(nestsTooDeep("a:\n  - b\n  - - c\n")).toBe(false);
});

test("deeper ones are not, whichever way they nest", () => {
  expect(nestsTooDeep("[".repeat(401))).toBe(true);
  expect(nestsTooDeep('{"a":'.repeat(401))).toBe(true);
  expect(nestsTooDeep(`${"- ".repeat(200)}x`)).toBe(true);
  expect(nestsTooDeep(`a:\n${" ".repeat(1000)}b: 1\n`)).toBe(true);
});
