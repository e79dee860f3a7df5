import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../grader/model.ts";
import { untriedFiles } from "../../../src/commands/walk/untried.ts";
import { service } from "../../grader/support/objects.ts";
import { lab, seen } from "../../render/fixtures.ts";

const text = "kind: NodePort\nmetadata:\n  name: 'hello' # here\n\tspec:\n";
const given = [{ path: "1-hello.yml", text }];
const owning = { ...lab, owns: [{ kind: "Service", name: "hello" } as const, { kind: "Service", name: "shop" } as const] };
const untried = (file: { path: string; text: string }, ...items: readonly KubeObject[]) =>
  untriedFiles({ lab: owning, observation: { ...seen(...items), files: [file] }, given });

describe("a starter file", () => {
  it("is untried while it is as it was given and nothing of it is in the cluster", () => {
    expect(untried({ path: "1-hello.yml", text })).toEqual(["1-hello.yml"]);
    expect(untried({ path: "1-hello.yml", text }, service({ name: "shop" }))).toEqual(["1-hello.yml"]);
  });

  it("is tried once it was changed, or something of it was applied", () => {
    expect(untried({ path: "1-hello.yml", text: text.replace("NodePort", "Service") })).toEqual([]);
    expect(untried({ path: "1-hello.yml", text }, service({ name: "hello" }))).toEqual([]);
  });

  it("is none of the learner's own files", () => {
    expect(untried({ path: "mine.yml", text })).toEqual([]);
  });
});
