import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNodes } from "../../../src/practice/daemon/nodes.ts";
import { PrivateRefusal, textsOf } from "../../../src/practice/daemon/private-paths.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svclab-nodes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the texts of a request are those that were asked for", () => {
  expect(textsOf({ node: "minikube", line: "", more: 1 }, "node", "line")).toEqual({ node: "minikube", line: "" });
});

test.each([undefined, null, 7, "x", [], {}, { line: 7 }, { line: null }])("a request of %j is refused, and is no fault of the cluster", (body) => {
  expect(() => textsOf(body, "line")).toThrow(PrivateRefusal);
});

test.each(["", "A b", "-x", "x".repeat(300), "minikube", "../x"])("a node %j can't be added, and is not kept", (name) => {
  const nodes = createNodes(folder, "127.0.49.2");
  expect(() => nodes.add(name)).toThrow(PrivateRefusal);
  expect(nodes.all()).toHaveLength(1);
});

test("a node that isn't there can't be removed", () => {
  expect(() => createNodes(folder, "127.0.49.2").remove("nope")).toThrow(PrivateRefusal);
});
