import { describe, expect, it } from "vitest";
import { readProgressText } from "../../src/progress/progress-shape.ts";

const lab = { marks: { a: 1 }, answers: { q: "10.96.0.1" }, hints: { reach: 2 }, solutions: { "": 1 }, step: "reach" };
const whole = {
  formatVersion: 1,
  cluster: { kind: "practice", name: "practice", namespace: "default" },
  clusters: { "practice/practice/default": { echo: lab } },
};

function read(document: unknown) {
  return readProgressText(JSON.stringify(document));
}

describe("the text of a progress file", () => {
  it("is read as it was written", () => {
    expect(read(whole)).toEqual({ status: "read", progress: whole });
    expect(read({ formatVersion: 1, clusters: {} })).toEqual({ status: "read", progress: { formatVersion: 1, clusters: {} } });
  });

  it.each([
    ["a mark that is a word", { ...lab, marks: { a: "1" } }],
    ["marks in a list", { ...lab, marks: [1] }],
    ["an answer that is a number", { ...lab, answers: { q: 1 } }],
    ["no hints", { ...lab, hints: undefined }],
    ["solutions that are nothing", { ...lab, solutions: null }],
    ["a step that is a number", { ...lab, step: 3 }],
    ["a lab that is a word", "echo"],
  ])("is broken with %s", (_what, broken) => {
    expect(read({ ...whole, clusters: { key: { echo: lab, nodeport: broken } } })).toEqual({ status: "broken" });
  });

  it.each([
    ["a cluster of no known kind", { ...whole, cluster: { ...whole.cluster, kind: "kind" } }],
    ["a cluster without a namespace", { ...whole, cluster: { ...whole.cluster, namespace: undefined } }],
    ["no clusters", { formatVersion: 1 }],
    ["no version", { clusters: {} }],
    ["a list", [whole]],
    ["nothing", null],
  ])("is broken when it is %s", (_what, document) => {
    expect(read(document)).toEqual({ status: "broken" });
  });

  it("is newer when its version is, whatever else it holds", () => {
    expect(read({ formatVersion: 7, clusters: [] })).toEqual({ status: "newer", formatVersion: 7 });
  });
});
