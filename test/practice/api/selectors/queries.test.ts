import { describe, expect, it } from "vitest";
import { parseFieldQuery } from "../../../../src/practice/api/selectors/field-query.ts";
import { formatSelector } from "../../../../src/practice/api/selectors/format.ts";
import { parseLabelQuery } from "../../../../src/practice/api/selectors/label-query.ts";
import type { KubeObject } from "../../../../src/practice/objects.ts";

describe("label queries", () => {
  const labels = { app: "echo", tier: "app", n: "5" };

  it.each(["", "app", "app=echo", "app==echo", "app in (echo, redis)", "app notin (redis),tier", "!team", "team!=a", "app=echo,tier=app", "n>4", "n < 6"])(
    "match: %s",
    (query) => {
      expect(parseLabelQuery(query)(labels)).toBe(true);
    },
  );

  it.each(["app=", "app=redis", "team", "!app", "app notin (echo)", "app!=echo", "n>5", "app in ()"])("don't match: %s", (query) => {
    expect(parseLabelQuery(query)(labels)).toBe(false);
  });

  it.each([
    ["!!", "unable to parse requirement: found '!', expected: identifier"],
    ["app=echo,", "found '', expected: identifier after ','"],
    ["app in echo", "unable to parse requirement: found 'echo', expected: '('"],
    [",app", "found ',', expected: !, identifier, or 'end of string'"],
    ["app=a b", "found 'b', expected: ',' or 'end of string'"],
  ])("can't be read: %s", (query, message) => {
    expect(() => parseLabelQuery(query)).toThrow(message);
  });
});

describe("field queries", () => {
  const event = { metadata: { name: "e" }, involvedObject: { name: "web", uid: "1" }, type: "Warning" } as unknown as KubeObject;

  it("match what describe asks of events", () => {
    expect(parseFieldQuery("v1/events", "involvedObject.name=web,involvedObject.uid=1,type!=Normal")(event)).toBe(true);
    expect(parseFieldQuery("v1/events", "involvedObject.name=redis")(event)).toBe(false);
  });

  it("are refused for fields that a kind can't be asked for", () => {
    expect(() => parseFieldQuery("v1/pods", "spec.bad=1")).toThrow("field label not supported: spec.bad");
    expect(() => parseFieldQuery("apps/v1/deployments", "spec.replicas=1")).toThrow(
      '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    expect(() => parseFieldQuery("v1/pods", "metadata.name")).toThrow("invalid selector: 'metadata.name'; can't understand 'metadata.name'");
  });
});

it("writes selectors as queries", () => {
  expect(formatSelector({ matchLabels: { tier: "db", app: "a" }, matchExpressions: [{ key: "b", operator: "In", values: ["y", "x"] }] })).toBe(
    "app=a,b in (x,y),tier=db",
  );
  expect(formatSelector({ z: "1", a: "2" })).toBe("a=2,z=1");
});
