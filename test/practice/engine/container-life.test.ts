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

/** A pod with one container of busybox. */
function startPod(container: object): RunningEngine["registry"] {
  cluster = runEngine({ images: createImageCatalog() });
  const spec = { containers: [{ name: "c", image: "busybox:1.36", imagePullPolicy: "IfNotPresent", ...container }], terminationGracePeriodSeconds: 2 };
  cluster.registry.create("v1/pods", { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "default" }, spec } as unknown as NewObject<Pod>);
  return cluster.registry;
}

const statusOf = (pods: readonly Pod[]): ContainerStatus | undefined => pods.find(({ metadata }) => metadata.name === "p")?.status?.containerStatuses?.[0];
const told = (text: string) => (events: readonly KubeObject[]) => events.some(({ message }) => String(message).startsWith(text));

test("a command that isn't there is a run that could not start", async () => {
  const registry = startPod({ command: ["nosuch"] });
  const pods = await eventually<Pod>(registry, "v1/pods", (all) => statusOf(all)?.state.waiting?.reason === "RunContainerError");
  expect(statusOf(pods)?.lastState.terminated).toMatchObject({ exitCode: 128, reason: "StartError", startedAt: "1970-01-01T00:00:00Z" });
  expect(statusOf(pods)?.state.waiting?.message).toMatch(/exec: "nosuch": executable file not found in \$PATH$/);
});

test("a probe whose command isn't there is told, and restarts nothing", async () => {
  const livenessProbe = { exec: { command: ["nosuch"] }, periodSeconds: 1, failureThreshold: 1 };
  const registry = startPod({ command: ["sleep", "60"], livenessProbe });
  await eventually<KubeObject>(
    registry,
    "v1/events",
    told("Liveness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container"),
  );
  expect(registry.list<KubeObject>("v1/events").map(({ reason }) => reason)).not.toContain("Killing");
});

test("a probe whose command doesn't end in time has failed", async () => {
  const livenessProbe = { exec: { command: ["sleep", "1000"] }, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 };
  const registry = startPod({ command: ["sleep", "60"], livenessProbe });
  await eventually<KubeObject>(registry, "v1/events", told('Liveness probe failed: command timed out: "sleep 1000" timed out after 1s'));
  await eventually<KubeObject>(registry, "v1/events", told("Container c failed liveness probe, will be restarted"));
});

test("what a missing ConfigMap holds up is tried again, image and all", async () => {
  const registry = startPod({ command: ["sleep", "60"], env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "settings", key: "a" } } }] });
  await eventually<KubeObject>(registry, "v1/events", told('Container image "busybox:1.36" already present on machine'));
  expect(registry.list<KubeObject>("v1/events").map(({ message }) => message)).toContain('Error: configmap "settings" not found');
});

test("postStart runs before the container counts as running, and preStop before it is told to end", async () => {
  const lifecycle = {
    postStart: { exec: { command: ["sh", "-c", "echo up > /tmp/up"] } },
    preStop: { exec: { command: ["sh", "-c", "echo going > /proc/1/fd/1; touch /tmp/going"] } },
  };
  const registry = startPod({ command: ["sh", "-c", "trap 'ls /tmp; exit 0' TERM; sleep 60 & wait"], lifecycle });
  await eventually<Pod>(registry, "v1/pods", (all) => statusOf(all)?.state.running !== undefined);
  const lines: string[] = [];
  cluster?.engine.runtime.logs({ namespace: "default", pod: "p", container: "c" }, { previous: false }).follow((line) => void (line && lines.push(line.text)));
  registry.delete({ resource: "v1/pods", namespace: "default", name: "p" });
  await eventually<Pod>(registry, "v1/pods", (all) => statusOf(all) === undefined);
  expect(lines).toEqual(["going", "up"]);
});

test("a postStart that fails ends the container", async () => {
  const registry = startPod({ command: ["sleep", "60"], lifecycle: { postStart: { exec: { command: ["false"] } } } });
  await eventually<KubeObject>(registry, "v1/events", told("PostStartHook failed"));
});
