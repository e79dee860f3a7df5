import { expect, it } from "vitest";
import { findNearest, isNear } from "../../grader/nearness.ts";
import { labs } from "../labs/course.ts";
import { service } from "./support/objects.ts";
import { reportOn } from "./support/world.ts";

it("takes one edit in a short word and two in a longer one for a slip", () => {
  expect([isNear("redis", "redsi"), isNear("counter-lb", "coutner-lb"), isNear("counter-lb", "coutner-lbb"), isNear("db", "dbs")]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([isNear("db", "app"), isNear("redis", "redis"), isNear("redis", "echo")]).toEqual([false, false, false]);
});

it("takes a word with something added for the word", () => {
  expect([isNear("echo", "echo-svc"), isNear("echo", "my-echo")]).toEqual([true, true]);
});

it("takes no name for a slip of another whose short part is wholly different", () => {
  expect([isNear("counter-lb", "counter-np"), findNearest("counter-lb", ["counter-np", "counter-l"])]).toEqual([false, "counter-l"]);
});

it("calls a Service missing, not misspelt, beside one of an earlier lab", async () => {
  const lab = labs.find(({ name }) => name === "loadbalancer")!;
  const earlier = service({ name: "counter-np", type: "NodePort", selector: { app: "counter", tier: "app" }, ports: [{ port: 3000, nodePort: 31000 }] });
  const { causes } = await reportOn(lab, { objects: [earlier] });
  expect(causes.map(({ code, object }) => [code, object.name])).toContainEqual(["missing", "counter-lb"]);
  expect(causes.map(({ code }) => code)).not.toContain("near-name");
});
