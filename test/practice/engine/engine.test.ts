import { afterEach, expect, test } from "vitest";
import type { Deployment, EndpointSlice, KubeObject, Pod, ReplicaSet, Service } from "../../../src/practice/objects.ts";
import { deployment, type RunningEngine, readAll, runEngine, service } from "../../support/practice-engine.ts";
import { eventually, eventuallyOne } from "../../support/practice-registry.ts";
import { greeter, toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  expect(cluster?.bugs).toEqual([]);
  cluster = undefined;
});

const isReady = (pod: Pod): boolean => pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
const podsOf = (pods: readonly Pod[], app: string): readonly Pod[] => pods.filter((pod) => pod.metadata.labels?.app === app);

test("a Deployment of 30 becomes 30 ready pods, and its Service reaches them by name", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry, network } = cluster;
  registry.create("v1/services", service("echo", { clusterIP: "10.96.0.77" }));
  registry.create("apps/v1/deployments", deployment("echo", { image: "greeter", replicas: 30 }));
  const settled = await eventuallyOne<Deployment>(
    registry,
    { resource: "apps/v1/deployments", namespace: "default", name: "echo" },
    (found) => found?.status?.availableReplicas === 30,
    20_000,
  );
  expect(settled?.status?.conditions?.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual([
    "Available True MinimumReplicasAvailable",
    "Progressing True NewReplicaSetAvailable",
  ]);
  await eventually<Pod>(
    registry,
    "v1/pods",
    (pods) => podsOf(pods, "coredns").every(isReady) && pods.filter((pod) => pod.metadata.namespace === "kube-system").some(isReady),
  );

  const caller = network.attachPod({ namespace: "default", hostname: "caller", nodeName: "minikube" });
  const names = new Set<string>();
  for (let count = 0; count < 40; count += 1) names.add(await readAll(await caller.network.connect("echo", 3000)));
  expect(names.size).toBeGreaterThan(5);
  expect([...names][0]).toMatch(/^echo-[bcdf4-9]{8,10}-[a-z0-9]{5}\n$/);
});

test("a rolling update replaces every pod and leaves the old ReplicaSet empty", async () => {
  cluster = runEngine({ images: toyImages({ one: greeter, two: greeter }) });
  const { registry } = cluster;
  const ref = { resource: "apps/v1/deployments", namespace: "default", name: "echo" } as const;
  registry.create("apps/v1/deployments", deployment("echo", { image: "one", replicas: 3 }));
  const first = await eventuallyOne<Deployment>(registry, ref, (found) => found?.status?.availableReplicas === 3);
  const template = (deployment("echo", { image: "two" }) as unknown as Deployment).spec.template;
  registry.update<Deployment>("apps/v1/deployments", { ...first!, spec: { ...first!.spec, template } });
  const sizes = await eventually<ReplicaSet>(
    registry,
    "apps/v1/replicasets",
    (all) =>
      all.filter(({ metadata }) => metadata.name.startsWith("echo-")).length === 2 &&
      all.every(({ spec, status }) => spec.replicas === (status?.readyReplicas ?? 0)) &&
      all.some(({ spec }) => spec.replicas === 0),
  );
  const echo = sizes.filter(({ metadata }) => metadata.name.startsWith("echo-"));
  expect(echo.map(({ spec, metadata }) => [metadata.annotations?.["deployment.kubernetes.io/revision"], spec.replicas]).sort()).toEqual([
    ["1", 0],
    ["2", 3],
  ]);
  const messages = registry
    .list<KubeObject>("v1/events", "default")
    .filter(({ reason }) => reason === "ScalingReplicaSet")
    .map(({ message }) => String(message).replace(/echo-\S+/, "RS"));
  expect(messages).toContain("Scaled up replica set RS from 0 to 3");
  expect(messages).toContain("Scaled down replica set RS from 1 to 0");
});

test("a wrong image name leaves the pod in ImagePullBackOff with the kubelet's words", async () => {
  cluster = runEngine({ images: toyImages({}) });
  const { registry } = cluster;
  registry.create("apps/v1/deployments", deployment("echo", { image: "nope" }));
  const waiting = (pod: Pod) => pod.status?.containerStatuses?.[0]?.state.waiting;
  const pods = await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "echo").some((pod) => waiting(pod)?.reason === "ImagePullBackOff"));
  expect(waiting(podsOf(pods, "echo")[0]!)?.message).toBe('Back-off pulling image "nope": ErrImagePull: nope: not found');
  expect(podsOf(pods, "echo")[0]?.status?.phase).toBe("Pending");
});

test("a crash is restarted at once, the next one waits in CrashLoopBackOff", async () => {
  cluster = runEngine({ images: toyImages({ crash: (_context, exit) => exit({ code: 1 }) }) });
  const { registry } = cluster;
  registry.create("apps/v1/deployments", deployment("counter", { image: "crash" }));
  const status = (pods: readonly Pod[]) => podsOf(pods, "counter")[0]?.status?.containerStatuses?.[0];
  const pods = await eventually<Pod>(registry, "v1/pods", (all) => status(all)?.state.waiting?.reason === "CrashLoopBackOff");
  expect(status(pods)?.state.waiting?.message).toMatch(/^back-off 10s restarting failed container=counter pod=counter-\S+_default\(\S+\)$/);
  expect(status(pods)?.restartCount).toBe(1);
  expect(status(pods)?.lastState.terminated?.exitCode).toBe(1);
});

test("a deleted Deployment takes its ReplicaSets and pods along", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry } = cluster;
  registry.create("apps/v1/deployments", deployment("echo", { image: "greeter", replicas: 2 }));
  await eventually<Pod>(registry, "v1/pods", (pods) => podsOf(pods, "echo").filter(isReady).length === 2);
  registry.delete({ resource: "apps/v1/deployments", namespace: "default", name: "echo" });
  await eventually<Pod>(registry, "v1/pods", (pods) => podsOf(pods, "echo").length === 0);
  expect(registry.list("apps/v1/replicasets", "default")).toEqual([]);
});

test("a namespace that is deleted empties itself and goes", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry } = cluster;
  registry.create("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "lab" }, spec: { finalizers: ["kubernetes"] } });
  const inLab = deployment("echo", { image: "greeter" });
  registry.create("apps/v1/deployments", { ...inLab, metadata: { ...inLab.metadata, namespace: "lab" } });
  await eventually<Pod>(registry, "v1/pods", (pods) => podsOf(pods, "echo").some(isReady));
  registry.delete({ resource: "v1/namespaces", name: "lab" });
  await eventually(registry, "v1/namespaces", (all) => all.every(({ metadata }) => metadata.name !== "lab"));
  expect(registry.list("v1/pods", "lab")).toEqual([]);
});

test("a Service that selects nothing has a slice with null endpoints and null ports", async () => {
  cluster = runEngine({ images: toyImages({}) });
  const { registry } = cluster;
  registry.create("v1/services", service("echo", { clusterIP: "10.96.0.77" }));
  const slices = await eventually<EndpointSlice>(registry, "discovery.k8s.io/v1/endpointslices", (all) =>
    all.some(({ metadata }) => metadata.generateName === "echo-"),
  );
  const slice = slices.find(({ metadata }) => metadata.generateName === "echo-");
  expect([slice?.endpoints, slice?.ports]).toEqual([null, null]);
});

test("a Service that becomes an ExternalName keeps its slices, and its Endpoints are not mirrored", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry } = cluster;
  const slices = (all: readonly EndpointSlice[]) => all.filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === "echo");
  const before = registry.create<Service>("v1/services", service("echo", {}));
  await eventually<EndpointSlice>(registry, "discovery.k8s.io/v1/endpointslices", (all) => slices(all).length === 1);
  registry.update<Service>("v1/services", { ...before, spec: { selector: { app: "echo" }, type: "ExternalName", externalName: "example.com" } });
  registry.create("v1/services", { ...service("later", {}), spec: { ports: [{ port: 80 }] } });
  registry.create("v1/endpoints", {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: { name: "later", namespace: "default" },
    subsets: [{ addresses: [{ ip: "1.2.3.4" }], ports: [{ port: 80 }] }],
  });
  const mirrored = await eventually<EndpointSlice>(registry, "discovery.k8s.io/v1/endpointslices", (all) =>
    all.some(({ metadata }) => metadata.name.startsWith("later-")),
  );
  expect(slices(mirrored).map(({ metadata }) => metadata.labels?.["endpointslice.kubernetes.io/managed-by"])).toEqual(["endpointslice-controller.k8s.io"]);
});
