/** A starter file that is filled in by half: what was written wrongly is named before what is left to write. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { labs } from "../labs/course.ts";
import { reportOn } from "./support/world.ts";

const lab = labs.find(({ name }) => name === "clusterip")!;
const starter = readFileSync(new URL("../../labs/01-clusterip/files/counter-redis-svc.yml", import.meta.url), "utf8");

function first(text: string) {
  return reportOn(lab, { objects: [], files: [{ path: "counter-redis-svc.yml", text }] }).then(({ causes }) => causes[0]);
}

const todo1 = /^ +# TODO 1.*$/m;
const todo2 = /^ +# TODO 2.*$/m;

describe("a starter file filled in by half", () => {
  it.each([
    ["no colon", "          image redis", 18],
    ["no space after the colon", "          image:redis", 18],
    ["one space too many, where the line above takes it in", "           image: redis", 17],
    ["one space too few", "         image: redis", 18],
    ["an open quote", '          image: "redis', 18],
  ])("%s: the YAML mistake and its line, not the TODO below it", async (_, line, at) => {
    expect(await first(starter.replace(todo1, line))).toMatchObject({ code: "manifest-syntax", file: { path: "counter-redis-svc.yml", line: at } });
  });

  it("names a mistake in one object before the TODO in another", async () => {
    const text = starter.replace(todo2, "   selector:\n    app: counter\n    tier: db");
    expect(await first(text)).toMatchObject({ code: "manifest-syntax", object: { kind: "Service", name: "redis" }, file: { line: 32 } });
  });

  it("is unfinished where nothing is wrong with what was written", async () => {
    expect(await first(starter)).toMatchObject({ code: "manifest-unfinished", file: { line: 18 } });
    expect(await first(starter.replace(todo1, "          image: redis"))).toMatchObject({ code: "manifest-unfinished", file: { line: 32 } });
  });
});
