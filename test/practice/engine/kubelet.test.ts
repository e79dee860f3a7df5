import { afterEach, expect, test } from "vitest";
import { expand } from "../../../src/practice/engine/kubelet/expansion.ts";
import { createRestartBackOff } from "../../../src/practice/engine/kubelet/restart-back-off.ts";
import { linkedServices, serviceVariables } from "../../../src/practice/engine/kubelet/service-links.ts";
import type { ContainerStatus, KubeObject, Pod, Service } from "../../../src/practice/objects.ts";
import { deployment, type RunningEngine, readAll, runEngine, service } from "../../support/practice-engine.ts";
import { eventually, practiceRegistry } from "../../support/practice-registry.ts";
import { greeter, toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

const podsOf = (pods: readonly Pod[], app: string): readonly Pod[] => pods.filter((pod) => pod.metadata.labels?.app === app);
const statusOf = (pods: readonly Pod[], app: string): ContainerStatus | undefined => podsOf(pods, app)[0]?.status?.containerStatuses?.[0];
const logLines = (running: RunningEngine, pod: Pod | undefined, previous = false): readonly string[] =>
  running.engine.runtime
    .logs({ namespace: "default", pod: pod?.metadata.name ?? "", container: pod?.spec.containers[0]?.name ?? "" }, { previous })
    .lines.map(({ text }) => text);

test("a Service named redis puts a URL into REDIS_PORT of every pod started after it", () => {
  const redis = { ...service("redis", { clusterIP: "10.99.209.251", ports: [{ port: 6379 }] }), metadata: { name: "redis", namespace: "default" } } as Service;
  expect(serviceVariables([redis])).toEqual({
    REDIS_SERVICE_HOST: "10.99.209.251",
    REDIS_SERVICE_PORT: "6379",
    REDIS_PORT: "tcp://10.99.209.251:6379",
    REDIS_PORT_6379_TCP: "tcp://10.99.209.251:6379",
    REDIS_PORT_6379_TCP_PROTO: "tcp",
    REDIS_PORT_6379_TCP_PORT: "6379",
    REDIS_PORT_6379_TCP_ADDR: "10.99.209.251",
  });
});

test("headless Services and those of other namespaces leave no variables, the API server's always do", () => {
  const at = (name: string, namespace: string, clusterIP: string): Service => ({ ...service(name, { clusterIP }), metadata: { name, namespace } }) as Service;
  const all = [at("kubernetes", "default", "10.96.0.1"), at("a", "lab", "10.96.0.2"), at("b", "other", "10.96.0.3"), at("c", "lab", "None")];
  const names = (enableServiceLinks: boolean) =>
    Object.keys(serviceVariables(linkedServices(all, { namespace: "lab", enableServiceLinks }))).filter((name) => name.endsWith("_SERVICE_HOST"));
  expect(names(true)).toEqual(["A_SERVICE_HOST", "KUBERNETES_SERVICE_HOST"]);
  expect(names(false)).toEqual(["KUBERNETES_SERVICE_HOST"]);
});

test("$(NAME) is replaced, $$(NAME) and unknown names stay", () => {
  expect(expand("$(A)-$$(A)-$(B)", { A: "1" })).toBe("1-$(A)-$(B)");
});

test("restarts wait 0, 10, 20 … 300 seconds, and a run of ten minutes is forgiven", () => {
  let now = 0;
  const backOff = createRestartBackOff({ now: () => now } as Parameters<typeof createRestartBackOff>[0]);
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => backOff.after(now) / 1000)).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  now = 600_000;
  expect(backOff.after(0)).toBe(0);
});

test("a container reads its own variables, the pod's fields and the ConfigMap, and waits for a ConfigMap that is missing", async () => {
  cluster = runEngine({ images: toyImages({ printer: ({ env, log }) => log("stdout", `${env.GREETING} ${env.HOSTNAME} ${env.MODE}`) }) });
  const { registry } = cluster;
  const env = [
    { name: "WHO", value: "you" },
    { name: "GREETING", value: "hello $(WHO)" },
    { name: "MODE", valueFrom: { configMapKeyRef: { name: "settings", key: "mode" } } },
  ];
  registry.create("apps/v1/deployments", deployment("app", { image: "printer", container: { env } }));
  const waiting = await eventually<Pod>(registry, "v1/pods", (all) => statusOf(all, "app")?.state.waiting?.reason === "CreateContainerConfigError");
  expect(statusOf(waiting, "app")?.state.waiting?.message).toBe('configmap "settings" not found');
  registry.create("v1/configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "default" }, data: { mode: "fast" } });
  const pods = await eventually<Pod>(registry, "v1/pods", (all) => statusOf(all, "app")?.state.running !== undefined);
  const pod = podsOf(pods, "app")[0];
  expect(logLines(cluster, pod)).toEqual([`hello you ${pod?.metadata.name} fast`]);
});

test("a readiness probe keeps the pod out of the Endpoints until something listens", async () => {
  let listen: (() => void) | undefined;
  const slow = toyImages({
    slow: ({ network }) => {
      listen = () => void network.listen(3000, (socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
    },
  });
  cluster = runEngine({ images: slow });
  const { registry } = cluster;
  const readinessProbe = { httpGet: { path: "/", port: 3000 }, periodSeconds: 1 };
  registry.create("v1/services", service("app", { clusterIP: "10.96.0.60" }));
  registry.create("apps/v1/deployments", deployment("app", { image: "slow", container: { readinessProbe } }));
  const events = await eventually<KubeObject>(registry, "v1/events", (all) => all.some(({ reason }) => reason === "Unhealthy"));
  expect(events.find(({ reason }) => reason === "Unhealthy")?.message).toMatch(
    /^Readiness probe failed: Get "http:\/\/10\.244\.0\.\d+:3000\/": dial tcp \S+: connect: connection refused$/,
  );
  expect(registry.get<KubeObject & { subsets: unknown }>({ resource: "v1/endpoints", namespace: "default", name: "app" })?.subsets).toMatchObject([
    { notReadyAddresses: [{}] },
  ]);
  listen?.();
  await eventually<KubeObject>(registry, "v1/endpoints", (all) => JSON.stringify(all).includes('"addresses":[{"ip":"10.244'));
});

test("a failing liveness probe restarts the container", async () => {
  cluster = runEngine({ images: toyImages({ deaf: () => {} }) });
  const { registry } = cluster;
  const livenessProbe = { tcpSocket: { port: 3000 }, periodSeconds: 1, failureThreshold: 1 };
  registry.create("apps/v1/deployments", deployment("app", { image: "deaf", container: { livenessProbe } }));
  await eventually<Pod>(registry, "v1/pods", (all) => (statusOf(all, "app")?.restartCount ?? 0) >= 1);
  const messages = registry.list<KubeObject>("v1/events", "default").map(({ message }) => message);
  expect(messages).toContain("Container app failed liveness probe, will be restarted");
});

test("init containers run one after the other before the others start", async () => {
  const order: string[] = [];
  const images = toyImages({
    init: ({ env }, exit) => {
      order.push(env.NAME ?? "");
      exit({ code: 0 });
    },
    main: () => void order.push("main"),
  });
  cluster = runEngine({ images });
  const initContainers = ["first", "second"].map((name) => ({ name, image: "init", env: [{ name: "NAME", value: name }] }));
  cluster.registry.create("apps/v1/deployments", deployment("app", { image: "main", pod: { initContainers } }));
  await eventually<Pod>(cluster.registry, "v1/pods", (all) => statusOf(all, "app")?.ready === true);
  expect(order).toEqual(["first", "second", "main"]);
});

test("logs and exec of a container that isn't up are refused in the kubelet's words", async () => {
  cluster = runEngine({ images: toyImages({}) });
  const { registry, engine } = cluster;
  registry.create("apps/v1/deployments", deployment("app", { image: "nope" }));
  const pods = await eventually<Pod>(registry, "v1/pods", (all) => statusOf(all, "app")?.state.waiting?.reason === "ImagePullBackOff");
  const pod = podsOf(pods, "app")[0]?.metadata.name ?? "";
  const target = { namespace: "default", pod, container: "app" };
  expect(() => engine.runtime.logs(target, { previous: false })).toThrow(
    `container "app" in pod "${pod}" is waiting to start: trying and failing to pull image`,
  );
  expect(() => engine.runtime.logs(target, { previous: true })).toThrow(`previous terminated container "app" in pod "${pod}" not found`);
  const request = { command: ["ls"], tty: false, stdout: process.stdout, stderr: process.stderr };
  expect(() => engine.runtime.exec(target, request)).toThrow('container not found ("app")');
});

const elsewhere = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["other"] }] }] },
  },
};
test.each([
  [
    "no node has its labels",
    { pod: { nodeSelector: { disk: "ssd" } } },
    "node(s) didn't match Pod's node affinity/selector",
    "Preemption is not helpful for scheduling",
  ],
  [
    "its affinity names another node",
    { pod: { affinity: elsewhere } },
    "node(s) didn't match Pod's node affinity/selector",
    "Preemption is not helpful for scheduling",
  ],
  [
    "it asks for more than any node has",
    { container: { resources: { requests: { cpu: "4k" } } } },
    "Insufficient cpu",
    "Preemption is not helpful for scheduling",
  ],
])("a pod stays Pending and says why: %s", async (_why, wish, reason, victims) => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  cluster.registry.create("apps/v1/deployments", deployment("app", { image: "greeter", ...wish }));
  const pods = await eventually<Pod>(cluster.registry, "v1/pods", (all) => podsOf(all, "app")[0]?.status?.conditions !== undefined);
  const message = `0/1 nodes are available: 1 ${reason}. no new claims to deallocate, preemption: 0/1 nodes are available: 1 ${victims}.`;
  expect(podsOf(pods, "app")[0]?.status?.conditions).toMatchObject([{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }]);
});

test("a pod waits for the room that others take, and runs when they go", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry } = cluster;
  const node = registry.get<KubeObject & { readonly status: { readonly allocatable: Readonly<Record<string, string>> } }>({
    resource: "v1/nodes",
    name: "minikube",
  })!;
  const allocatable = { ...node.status.allocatable, cpu: "1500m" };
  registry.update("v1/nodes", { ...node, status: { ...node.status, allocatable } }, { subresource: "status" });
  const needy = { container: { resources: { requests: { cpu: "600m" } } }, image: "greeter" };
  registry.create("apps/v1/deployments", deployment("first", needy));
  await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "first")[0]?.spec.nodeName === "minikube");
  registry.create("apps/v1/deployments", deployment("second", needy));
  const waiting = await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "second")[0]?.status?.conditions !== undefined);
  expect(podsOf(waiting, "second")[0]?.status?.conditions?.[0]?.message).toContain(
    "1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
  );
  registry.delete({ resource: "apps/v1/deployments", namespace: "default", name: "first" });
  await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "second")[0]?.spec.nodeName === "minikube");
});

test("a pod whose volume names a claim that isn't there stays Pending, and no node matters", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const volumes = [{ name: "data", persistentVolumeClaim: { claimName: "my-data" } }];
  cluster.registry.create("apps/v1/deployments", deployment("app", { image: "greeter", pod: { volumes } }));
  const pods = await eventually<Pod>(cluster.registry, "v1/pods", (all) => podsOf(all, "app")[0]?.status?.conditions !== undefined);
  expect(podsOf(pods, "app")[0]?.status?.conditions?.[0]?.message).toBe(
    '0/1 nodes are available: persistentvolumeclaim "my-data" not found. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
  );
});

test("a port of the node is one pod's alone, and the next one's when that is gone", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry } = cluster;
  const at = (port: object) => ({ image: "greeter", container: { ports: [{ containerPort: 3000, protocol: "TCP", ...port }] } });
  registry.create("apps/v1/deployments", deployment("first", at({ hostPort: 3000 })));
  await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "first")[0]?.spec.nodeName === "minikube");
  registry.create("apps/v1/deployments", deployment("beside", at({ hostPort: 3001 })));
  registry.create("apps/v1/deployments", deployment("udp", at({ hostPort: 3000, protocol: "UDP" })));
  registry.create("apps/v1/deployments", deployment("second", at({ hostPort: 3000, hostIP: "127.0.0.1" })));
  const waiting = await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "second")[0]?.status?.conditions !== undefined);
  expect(podsOf(waiting, "second")[0]?.status?.conditions?.[0]?.message).toBe(
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
  );
  for (const name of ["beside", "udp"]) await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, name)[0]?.spec.nodeName === "minikube");
  registry.delete({ resource: "apps/v1/deployments", namespace: "default", name: "first" });
  await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "second")[0]?.spec.nodeName === "minikube");
});

test("after a restart of the process the same pods run again, each container restarted once", async () => {
  const registry = practiceRegistry();
  const images = toyImages({ greeter });
  cluster = runEngine({ images, registry });
  registry.create("apps/v1/deployments", deployment("echo", { image: "greeter", replicas: 2 }));
  const before = await eventually<Pod>(
    registry,
    "v1/pods",
    (all) => podsOf(all, "echo").filter((pod) => pod.status?.containerStatuses?.[0]?.ready).length === 2,
  );
  await cluster.stop();
  cluster = runEngine({ images, registry });
  const after = await eventually<Pod>(registry, "v1/pods", (all) =>
    podsOf(all, "echo").every((pod) => pod.status?.containerStatuses?.[0]?.restartCount === 1 && pod.status.containerStatuses[0].ready),
  );
  expect(podsOf(after, "echo").map(({ metadata }) => metadata.uid)).toEqual(podsOf(before, "echo").map(({ metadata }) => metadata.uid));
  const [pod] = podsOf(after, "echo");
  expect(await readAll(await cluster.engine.runtime.connect({ namespace: "default", pod: pod?.metadata.name ?? "" }, 3000))).toBe(`${pod?.metadata.name}\n`);
});

test("a pod is bound to its node in one change, which nobody owns", async () => {
  cluster = runEngine({ images: toyImages({ greeter }) });
  const { registry } = cluster;
  const seen: (readonly [string | undefined, string | undefined])[] = [];
  registry.watch<Pod>("v1/pods", ({ object }) => {
    if (object.metadata.labels?.app === "app")
      seen.push([object.spec.nodeName, object.status?.conditions?.find(({ type }) => type === "PodScheduled")?.status]);
  });
  registry.create("apps/v1/deployments", deployment("app", { image: "greeter" }));
  const pods = await eventually<Pod>(registry, "v1/pods", (all) => podsOf(all, "app")[0]?.status?.phase === "Running");
  expect(seen.slice(0, 2)).toEqual([
    [undefined, undefined],
    ["minikube", "True"],
  ]);
  const managers = podsOf(pods, "app")[0]?.metadata.managedFields as readonly { readonly manager: string }[];
  expect(managers.map(({ manager }) => manager).sort()).toEqual(["kube-controller-manager", "kubelet"]);
});
