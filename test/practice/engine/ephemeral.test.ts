import { afterEach, expect, test } from "vitest";
import { createImageCatalog } from "../../../src/practice/images/catalog.ts";
import type { ContainerStatus, KubeObject, Pod } from "../../../src/practice/objects.ts";
import type { NewObject } from "../../../src/practice/registry.ts";
import { type RunningEngine, runEngine } from "../../support/practice-engine.ts";
import { eventually } from "../../support/practice-registry.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

const place = { resource: "v1/pods", namespace: "default", name: "p" } as const;
const debuggersOf = (pods: readonly Pod[]): readonly ContainerStatus[] =>
  (pods.find(({ metadata }) => metadata.name === "p")?.status?.ephemeralContainerStatuses as readonly ContainerStatus[] | undefined) ?? [];

test("a container added to a running pod runs once beside the others, in the pod's network, and is never restarted", async () => {
  cluster = runEngine({ images: createImageCatalog() });
  const { registry, engine } = cluster;
  const spec = { containers: [{ name: "web", image: "ghcr.io/subicura/echo:v1" }] };
  registry.create("v1/pods", { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "default" }, spec } as unknown as NewObject<Pod>);
  const isUp = (pods: readonly Pod[]): boolean => pods.some(({ status }) => status?.containerStatuses?.[0]?.ready);
  await eventually<Pod>(registry, "v1/pods", isUp);
  const pod = registry.get<Pod>(place)!;
  const ephemeralContainers = [{ name: "debugger", image: "busybox", command: ["wget", "-qO-", "localhost:3000"] }];
  registry.update<Pod>("v1/pods", { ...pod, spec: { ...pod.spec, ephemeralContainers } }, { subresource: "ephemeralcontainers" });

  const pods = await eventually<Pod>(registry, "v1/pods", (all) => debuggersOf(all)[0]?.state.terminated !== undefined);
  expect(debuggersOf(pods)).toMatchObject([{ name: "debugger", restartCount: 0, state: { terminated: { exitCode: 0, reason: "Completed" } } }]);
  expect(isUp(pods)).toBe(true);
  const { lines } = engine.runtime.logs({ namespace: "default", pod: "p", container: "debugger" }, { previous: false });
  expect(lines[0]?.text).toBe("version: v1");
  expect(
    registry
      .list<KubeObject>("v1/events")
      .some(({ involvedObject }) => (involvedObject as { fieldPath?: string }).fieldPath === "spec.ephemeralContainers{debugger}"),
  ).toBe(true);
  expect(registry.get<Pod>(place)?.spec.ephemeralContainers?.[0]).toMatchObject({ imagePullPolicy: "Always" });
});
