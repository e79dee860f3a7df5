import { expect, test } from "vitest";
import { parseYaml } from "../../../src/practice/api/yaml-door.ts";
import { ApiError } from "../../../src/practice/api-error.ts";

test.each([
  ["an alias without its anchor", "a: *b\n"],
  ["a document that can't be read", "a: [1\n"],
  ["a list or a map as a key", "a: 1\n? [b]\n: 2\n"],
  ["a map as a key deep within", "a: [{b: {{c: d}: e}}]\n"],
  [
    "aliases that multiply",
    `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
  ],
])("%s is a bad request", (_what, text) => {
  expect(() => parseYaml(text)).toThrowError(ApiError);
  expect(() => parseYaml(text)).toThrowError(/error converting YAML to JSON/);
});
