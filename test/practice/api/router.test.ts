import { expect, it } from "vitest";
import { route } from "../../../src/practice/api/router.ts";

it.each([
  ["a%0ab%20c", "/a%0Ab%20c"],
  ["deep/er%3F", "/deep/er%3F"],
  ["", "/"],
])("a path behind /proxy/ is handed on as it can stand in a request: %s", (path, rest) => {
  expect(route(`/api/v1/namespaces/default/pods/a/proxy/${path}`)).toMatchObject({ kind: "objects", target: { name: "a", subresource: "proxy", rest } });
});
