import { expect, it } from "vitest";
import type { Observation } from "../../grader/model.ts";
import { renderDrawing } from "../../src/render/drawing.ts";
import { looks, seen, step, wired } from "./fixtures.ts";

const look = Object.fromEntries(looks)["en-80-plain"]!;
const only = (kind: string, observation: Observation): Observation => ({
  ...observation,
  world: { ...observation.world, lists: observation.world.lists.filter(({ query }) => query.kind === kind) },
});

it("shows the Service and the pods behind it", () => {
  expect(renderDrawing(step, wired, look)).toEqual([
    "Service redis 10.96.0.12:6379",
    "   ──▶ Pod redis-5cb78b9855-jwg9m 10.244.0.3:6379",
    expect.stringContaining("x2v7c"),
  ]);
});

it("keeps a pod's address and state where the window is narrow, and both ends of its name", () => {
  const lines = renderDrawing(step, wired, { ...look, columns: 60 });
  expect(lines[2]).toBe("   ──▶ Pod redis-5c…-x2v7c 10.244.0.4:6379 (not ready)");
});

it("writes node ports as kubectl get svc does", () => {
  const observation = JSON.parse(
    JSON.stringify(only("Service", wired)).replaceAll('"port":6379', '"port":6379,"protocol":"TCP","nodePort":31000'),
  ) as Observation;
  expect(renderDrawing(step, observation, look)).toEqual(["Service redis 10.96.0.12 6379:31000/TCP"]);
});

it("doesn't say that a Service has no pod when nobody looked for pods", () => {
  expect(renderDrawing(step, only("Service", wired), look)).toEqual(["Service redis 10.96.0.12:6379"]);
});

it("shows nothing when Services weren't looked for, and says when there is none", () => {
  expect(renderDrawing(step, only("EndpointSlice", wired), look)).toEqual([]);
  expect(renderDrawing(step, seen(), look)).toEqual([expect.stringMatching(/^Service redis {2}\(/)]);
});
