import { describe, expect, it } from "vitest";
import { schemaOf } from "../../../../src/practice/admission/schemas/types.ts";
import { goFormat } from "../../../../src/practice/api/patch/go-format.ts";
import { mergePatch } from "../../../../src/practice/api/patch/merge.ts";
import { restoreError } from "../../../../src/practice/api/patch/restore.ts";
import { strategicMerge } from "../../../../src/practice/api/patch/strategic.ts";

const service = schemaOf("v1/services");
const deployment = schemaOf("apps/v1/deployments");

describe("a strategic merge patch", () => {
  it("merges ports by their number and containers by their name", () => {
    const before = { spec: { ports: [{ port: 3000, nodePort: 31_000 }, { port: 80 }] } };
    expect(strategicMerge(before, { spec: { ports: [{ port: 3000, nodePort: 31_001 }] } }, service)).toEqual({
      spec: { ports: [{ port: 3000, nodePort: 31_001 }, { port: 80 }] },
    });
    const containers = (list: readonly unknown[]) => ({ spec: { template: { spec: { containers: list } } } });
    expect(strategicMerge(containers([{ name: "echo", image: "a" }]), containers([{ name: "echo", image: "b" }]), deployment)).toEqual(
      containers([{ name: "echo", image: "b" }]),
    );
  });

  it("deletes by directive, puts in order, and removes with null", () => {
    const env = (list: readonly unknown[], more: object = {}) => ({ spec: { template: { spec: { containers: [{ name: "c", env: list, ...more }] } } } });
    const before = env([
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ]);
    const patch = env(
      [
        { name: "C", value: "3" },
        { name: "A", $patch: "delete" },
      ],
      { "$setElementOrder/env": [{ name: "C" }, { name: "B" }] },
    );
    expect(strategicMerge(before, patch, deployment)).toEqual(
      env([
        { name: "C", value: "3" },
        { name: "B", value: "2" },
      ]),
    );
    expect(strategicMerge({ spec: { type: "NodePort", selector: { a: "1" } } }, { spec: { type: null } }, service)).toEqual({ spec: { selector: { a: "1" } } });
  });

  it("replaces lists that have no key, and leaves the original as it was", () => {
    const before = { spec: { template: { spec: { containers: [{ name: "c", args: ["1", "2"] }] } } } };
    const copy = structuredClone(before);
    const after = strategicMerge(before, { spec: { template: { spec: { containers: [{ name: "c", args: ["3"] }] } } } }, deployment);
    expect(after).toEqual({ spec: { template: { spec: { containers: [{ name: "c", args: ["3"] }] } } } });
    expect(before).toEqual(copy);
  });

  it("says which item lacks its key", () => {
    const patch = { spec: { template: { spec: { containers: [{ image: "x" }] } } } };
    expect(() => strategicMerge({ spec: { template: { spec: { containers: [] } } } }, patch, deployment)).toThrow(
      "map: map[image:x] does not contain declared merge key: name",
    );
  });

  it("leaves in the patch what upstream shows of it", () => {
    const patch = { spec: { $setElementOrder: 1, "$setElementOrder/ports": [{ port: 3000 }], ports: [{ port: 3000, nodePort: "abc" }], selector: null } };
    strategicMerge({ spec: { ports: [{ port: 3000 }] } }, patch, service);
    expect(goFormat(patch.spec)).toBe("map[$setElementOrder:1 selector:<nil>]");
  });
});

describe("what Go's converter says of a wrong type", () => {
  it.each([
    [{ spec: { ports: [{ nodePort: "abc" }] } }, service, "unrecognized type: int32"],
    [{ spec: { ports: { port: 3000 } } }, service, "cannot restore slice from map"],
    [{ spec: { selector: { app: true } } }, service, "unrecognized type: string"],
    [{ spec: { selector: { app: 1 } } }, service, "cannot convert int64 to string"],
    [{ spec: { selector: "app=echo" } }, service, "cannot restore map from string"],
    [{ spec: { selector: { matchLabels: [{ app: "echo" }] } } }, deployment, "cannot restore map from slice"],
    [{ spec: { ports: [{ targetPort: "http", port: 80 }] } }, service, undefined],
  ])("%j", (value, schema, error) => {
    expect(restoreError(value, schema)).toBe(error);
  });
});

it("merges by RFC 7386", () => {
  expect(mergePatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null, e: { f: null } }, d: [2] })).toEqual({ a: { c: 2, e: {} }, d: [2] });
});

it("prints maps as Go does", () => {
  expect(goFormat({ b: [1, "x"], a: { c: null } })).toBe("map[a:map[c:<nil>] b:[1 x]]");
});
