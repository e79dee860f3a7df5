import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/practice/objects.ts";
import { createStore } from "../../../src/practice/store/create-store.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svclab-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function config(name: string, data: Record<string, string> = {}, namespace = "default"): KubeObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
}

function names(from = folder): readonly string[] {
  const { store } = createStore({ folder: from });
  return store.list("v1/configmaps").map((object) => object.metadata.name);
}

describe("a store on disk", () => {
  it("gives every change the next revision and keeps all of it without being closed", () => {
    const { store } = createStore({ folder });
    store.put("v1/configmaps", config("a"));
    store.put("v1/configmaps", config("b"));
    store.remove("v1/configmaps", config("a"));
    const again = createStore({ folder }).store;
    expect(again.revision).toBe(3);
    expect(again.list("v1/configmaps").map((object) => [object.metadata.name, object.metadata.resourceVersion])).toEqual([["b", "2"]]);
  });

  it("reads the same after a close, which folds the journal into the snapshot", () => {
    const { store } = createStore({ folder });
    store.put("v1/configmaps", config("a", { key: "값" }));
    store.close();
    expect(readFileSync(join(folder, "journal.jsonl"), "utf8")).toBe("");
    const again = createStore({ folder }).store;
    expect(again.get("v1/configmaps", "default", "a")).toMatchObject({ data: { key: "값" }, metadata: { resourceVersion: "1" } });
    expect(again.put("v1/configmaps", config("b")).metadata.resourceVersion).toBe("2");
  });

  it("drops a last line that was cut off, and goes on behind what was whole", () => {
    const { store } = createStore({ folder });
    store.put("v1/configmaps", config("a"));
    appendFileSync(join(folder, "journal.jsonl"), '{"revision":2,"put":{"resource":"v1/configm');
    const again = createStore({ folder });
    expect(again.setAside).toEqual([]);
    again.store.put("v1/configmaps", config("b"));
    expect(names()).toEqual(["a", "b"]);
  });

  it("sets a journal aside that is broken in the middle, and keeps what stood before", () => {
    const { store } = createStore({ folder });
    store.put("v1/configmaps", config("a"));
    appendFileSync(join(folder, "journal.jsonl"), "no json\n");
    store.put("v1/configmaps", config("b"));
    writeFileSync(join(folder, "journal.jsonl"), `${readFileSync(join(folder, "journal.jsonl"), "utf8").split("\n")[0]}\nno json\n{"revision":2}\n`);
    const again = createStore({ folder, now: 1 });
    expect(again.setAside).toEqual([join(folder, "journal.jsonl.broken-1")]);
    expect(existsSync(again.setAside[0]!)).toBe(true);
    expect(names()).toEqual(["a"]);
  });

  it("sets a journal aside whose last line is whole and says nothing: it may have been a change that was acknowledged", () => {
    createStore({ folder }).store.put("v1/configmaps", config("a"));
    appendFileSync(join(folder, "journal.jsonl"), "\0\0\0\n");
    const again = createStore({ folder, now: 2 });
    expect(again.setAside).toEqual([join(folder, "journal.jsonl.broken-2")]);
    expect(names()).toEqual(["a"]);
  });

  it("sets a snapshot aside that can't be read", () => {
    writeFileSync(join(folder, "snapshot.json"), '{"version":1,"rev');
    const { setAside, store } = createStore({ folder, now: 7 });
    expect(setAside).toEqual([join(folder, "snapshot.json.broken-7")]);
    expect(store.revision).toBe(0);
    expect(readdirSync(folder)).toContain("snapshot.json");
  });
});

describe("lists and watches", () => {
  it("lists in the order of namespace and name", () => {
    const { store } = createStore();
    for (const [name, namespace] of [
      ["b", "x"],
      ["a", "y"],
      ["a", "x"],
    ] as const)
      store.put("v1/configmaps", config(name, {}, namespace));
    expect(store.list("v1/configmaps").map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(["x/a", "x/b", "y/a"]);
    expect(store.list("v1/configmaps", "y")).toHaveLength(1);
  });

  it("tells every listener all changes in order, also those that a listener makes", () => {
    const { store } = createStore();
    const told: string[] = [];
    store.watch(({ type, object }) => {
      if (type === "ADDED" && object.metadata.name === "a") store.put("v1/configmaps", config("b"));
    });
    store.watch(({ object, revision }) => told.push(`${revision} ${object.metadata.name}`));
    store.put("v1/configmaps", config("a"));
    expect(told).toEqual(["1 a", "2 b"]);
  });

  it("keeps the last changes for those who come late, and says when some are gone", () => {
    const { store } = createStore({ historyLimit: 2 });
    for (const name of ["a", "b", "c", "d", "e"]) store.put("v1/configmaps", config(name));
    expect(store.changesSince(0)).toBeUndefined();
    expect(store.changesSince(store.oldestRevision)?.map(({ object }) => object.metadata.name)).toEqual(["c", "d", "e"]);
  });

  it("starts its history where a reopened store stands", () => {
    createStore({ folder }).store.put("v1/configmaps", config("a"));
    const { store } = createStore({ folder });
    expect(store.oldestRevision).toBe(1);
    expect(store.changesSince(0)).toBeUndefined();
    expect(store.changesSince(1)).toEqual([]);
  });
});
