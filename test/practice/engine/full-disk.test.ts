import { afterEach, expect, test } from "vitest";
import { ApiError } from "../../../src/practice/api-error.ts";
import { type Clock, systemClock } from "../../../src/practice/clock.ts";
import type { Pod } from "../../../src/practice/objects.ts";
import type { Registry } from "../../../src/practice/registry.ts";
import { deployment, type RunningEngine, runEngine } from "../../support/practice-engine.ts";
import { eventually, practiceRegistry } from "../../support/practice-registry.ts";
import { greeter, toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => cluster?.stop());

/** Nothing is waited for longer than a moment: heartbeats, the sweep of events and retries come one upon the other. */
const hasty: Clock = { ...systemClock, after: (milliseconds, task) => systemClock.after(Math.min(milliseconds, 5), task) };

/** A registry whose disk takes nothing from the moment that `isFull` says so. */
function onDisk(isFull: (refused: number) => boolean): Registry {
  const registry = practiceRegistry({ clock: hasty });
  let refused = 0;
  const guarded = <T extends (...given: never[]) => unknown>(write: T): T =>
    ((...given: Parameters<T>) => {
      if (!isFull(refused)) return write(...given);
      refused += 1;
      throw new ApiError({ code: 500, reason: "InternalError", message: "ENOSPC: no space left on device, write" });
    }) as T;
  return { ...registry, create: guarded(registry.create), update: guarded(registry.update), delete: guarded(registry.delete) };
}

const isReady = ({ status }: Pod): boolean => status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;

test("a pod that started while the disk was full is told Ready once there is room, and no heartbeat ends the process", async () => {
  const REFUSALS = 20;
  let bound = false;
  const registry = onDisk((refused) => bound && refused < REFUSALS);
  cluster = runEngine({ images: toyImages({ web: greeter }), registry, clock: hasty });
  registry.watch<Pod>("v1/pods", ({ object }) => {
    bound ||= object.spec.nodeName !== undefined && object.metadata.namespace === "default";
  });
  registry.create("apps/v1/deployments", deployment("web", { image: "web" }));
  await eventually<Pod>(registry, "v1/pods", (pods) => pods.some((pod) => pod.metadata.namespace === "default" && isReady(pod)));
  expect(bound).toBe(true);
  expect(cluster.bugs).toEqual([]);
});

test("a pod that ended while the disk was full is gone once there is room", async () => {
  const REFUSALS = 20;
  let isFull = false;
  const registry = onDisk((refused) => isFull && refused < REFUSALS);
  cluster = runEngine({ images: toyImages({ web: greeter }), registry, clock: hasty });
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "default" }, spec: { containers: [{ name: "web", image: "web" }] } };
  registry.create("v1/pods", pod as never);
  await eventually<Pod>(registry, "v1/pods", (pods) => pods.some((each) => each.metadata.name === "web" && isReady(each)));
  registry.delete({ resource: "v1/pods", namespace: "default", name: "web" });
  isFull = true;
  await eventually<Pod>(registry, "v1/pods", (pods) => pods.every(({ metadata }) => metadata.name !== "web"));
  expect(cluster.bugs).toEqual([]);
});
