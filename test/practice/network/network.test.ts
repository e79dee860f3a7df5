import { connect as connectOnHost, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../../src/practice/clock.ts";
import { nodeDns } from "../../../src/practice/network/dns-config.ts";
import { createNetwork, type Network } from "../../../src/practice/network/network.ts";
import type { EndpointSlice, Service } from "../../../src/practice/objects.ts";
import { NetworkError } from "../../../src/practice/pod-network.ts";
import type { NewObject, Registry } from "../../../src/practice/registry.ts";
import { readAll, service } from "../../support/practice-engine.ts";
import { practiceRegistry } from "../../support/practice-registry.ts";

const NODE = "127.0.49.77";
let network: Network;
let registry: Registry;
const troubles: string[] = [];

function setUp(): void {
  registry = practiceRegistry();
  registry.create("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } });
  registry.create("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } });
  network = createNetwork({
    registry,
    clock: systemClock,
    nodes: [{ name: "minikube", address: NODE }],
    onHostPortTrouble: (_service, message) => troubles.push(message),
  });
}

afterEach(async () => {
  troubles.length = 0;
  await network.close();
});

const attach = (hostname: string, namespace = "default") => network.attachPod({ namespace, hostname, nodeName: "minikube" });

/** A slice of the Service with these addresses, all ready unless marked `!`. */
function slice(name: string, port: number, addresses: readonly string[], namespace = "default"): NewObject<EndpointSlice> {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: `${name}-abcde`, namespace, labels: { "kubernetes.io/service-name": name } },
    addressType: "IPv4",
    endpoints: addresses.map((address) => ({
      addresses: [address.replace("!", "")],
      conditions: { ready: !address.startsWith("!"), serving: !address.startsWith("!") },
    })),
    ports: [{ name: "", port, protocol: "TCP" }],
  };
}

function startDns(): void {
  const dns = service("kube-dns", { clusterIP: "10.96.0.10", ports: [{ port: 53 }] });
  registry.create<Service>("v1/services", { ...dns, metadata: { ...dns.metadata, namespace: "kube-system" } });
  registry.create("discovery.k8s.io/v1/endpointslices", slice("kube-dns", 53, ["10.244.0.2"], "kube-system"));
}

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "connected",
    (error) => (error instanceof NetworkError ? error.code : String(error)),
  );

test("a name is found by itself, with its namespace and in full, from its own namespace only by itself", async () => {
  setUp();
  startDns();
  registry.create("v1/services", service("redis", { clusterIP: "10.96.0.55" }));
  const pod = attach("a").network;
  const stranger = attach("b", "lab").network;
  for (const name of ["redis", "redis.default", "redis.default.svc", "redis.default.svc.cluster.local", "redis.default.svc.cluster.local.", "REDIS"]) {
    expect(await pod.resolve(name)).toEqual(["10.96.0.55"]);
  }
  expect(await stranger.resolve("redis.default")).toEqual(["10.96.0.55"]);
  expect(await codeOf(stranger.resolve("redis"))).toBe("ENOTFOUND");
  expect(await codeOf(pod.resolve("redsi"))).toBe("ENOTFOUND");
});

test("without a DNS server behind kube-dns names fail for now, addresses still work", async () => {
  setUp();
  startDns();
  registry.delete({ resource: "discovery.k8s.io/v1/endpointslices", namespace: "kube-system", name: "kube-dns-abcde" });
  const pod = attach("a").network;
  expect(await codeOf(pod.resolve("redis"))).toBe("EAI_AGAIN");
  expect(await pod.resolve("10.1.2.3")).toEqual(["10.1.2.3"]);
});

test("a headless Service gives the addresses of its ready pods", async () => {
  setUp();
  startDns();
  registry.create("v1/services", service("db", { clusterIP: "None" }));
  registry.create("discovery.k8s.io/v1/endpointslices", slice("db", 6379, ["10.244.0.8", "10.244.0.9", "!10.244.0.10"]));
  const pod = attach("a").network;
  expect([...(await pod.resolve("db"))].sort()).toEqual(["10.244.0.8", "10.244.0.9"]);
  expect(await pod.resolve("10-244-0-8.db")).toEqual(["10.244.0.8"]);
});

test("a ClusterIP leads to every ready pod in turn and to no other", async () => {
  setUp();
  const pods = ["one", "two", "three"].map((name) => {
    const pod = attach(name).network;
    pod.listen(3000, (socket) => socket.end(name));
    return pod;
  });
  registry.create("v1/services", service("echo", { clusterIP: "10.96.0.50", ports: [{ port: 80, targetPort: 3000 }] }));
  registry.create("discovery.k8s.io/v1/endpointslices", slice("echo", 3000, [pods[0]!.address, pods[1]!.address, `!${pods[2]!.address}`]));
  const caller = attach("caller").network;
  const seen = new Set<string>();
  for (let count = 0; count < 30; count += 1) seen.add(await readAll(await caller.connect("10.96.0.50", 80)));
  expect([...seen].sort()).toEqual(["one", "two"]);
});

test("no ready pod and a port where nothing listens are refused at once", async () => {
  setUp();
  const silent = attach("silent").network;
  registry.create("v1/services", service("echo", { clusterIP: "10.96.0.50" }));
  registry.create("v1/services", service("wrong", { clusterIP: "10.96.0.51" }));
  registry.create("discovery.k8s.io/v1/endpointslices", slice("wrong", 8080, [silent.address]));
  const caller = attach("caller").network;
  expect(await codeOf(caller.connect("10.96.0.50", 3000))).toBe("ECONNREFUSED");
  expect(await codeOf(caller.connect("10.96.0.51", 3000))).toBe("ECONNREFUSED");
  expect(await codeOf(caller.connect("localhost", 3000))).toBe("ECONNREFUSED");
});

test("an address that nobody has keeps its caller waiting until it gives up", async () => {
  setUp();
  const caller = attach("caller").network;
  expect(await codeOf(caller.connect("10.96.9.9", 80, AbortSignal.timeout(20)))).toBe("ABORT_ERR");
});

test("sessionAffinity ClientIP keeps a caller at one pod", async () => {
  setUp();
  const pods = ["one", "two", "three"].map((name) => {
    const pod = attach(name).network;
    pod.listen(3000, (socket) => socket.end(name));
    return pod.address;
  });
  registry.create("v1/services", service("echo", { clusterIP: "10.96.0.50", sessionAffinity: "ClientIP" }));
  registry.create("discovery.k8s.io/v1/endpointslices", slice("echo", 3000, pods));
  const caller = attach("caller").network;
  const seen = new Set<string>();
  for (let count = 0; count < 20; count += 1) seen.add(await readAll(await caller.connect("10.96.0.50", 3000)));
  expect(seen.size).toBe(1);
});

test("half-closed connections carry the answer back, and a vanished pod resets them", async () => {
  setUp();
  const server = attach("server");
  server.network.listen(7, (socket) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("end", () => socket.end(text.toUpperCase()));
  });
  server.network.listen(8, () => {});
  const caller = attach("caller").network;
  const echo = await caller.connect(server.network.address, 7);
  echo.end("hello");
  expect(await readAll(echo)).toBe("HELLO");
  const hanging = await caller.connect(server.network.address, 8);
  const broken = new Promise((resolve) => hanging.once("error", (error: NodeJS.ErrnoException) => resolve(error.code)));
  server.detach();
  expect(await broken).toBe("ECONNRESET");
});

test("more than fits waits for the reader", async () => {
  setUp();
  const server = attach("server").network;
  const size = 5_000_000;
  server.listen(9, (socket) => socket.end(Buffer.alloc(size, 1)));
  const socket = await attach("caller").network.connect(server.address, 9);
  let total = 0;
  for await (const chunk of socket) total += (chunk as Buffer).length;
  expect(total).toBe(size);
});

function fetchFromHost(address: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectOnHost({ host: address, port });
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
    socket.on("close", () => resolve(text));
  });
}

async function untilHostSays(address: string, port: number, wanted: string): Promise<void> {
  let last = "";
  for (let attempt = 0; attempt < 200; attempt += 1) {
    last = await fetchFromHost(address, port);
    if (last === wanted) return;
  }
  throw new Error(`${address}:${port} said ${last}, not ${wanted}`);
}

test("a node port is a real port of the host while a pod answers behind it, and refused before and after", async () => {
  setUp();
  const pod = attach("one");
  registry.create("v1/services", service("echo", { type: "NodePort", clusterIP: "10.96.0.50", ports: [{ port: 3000, nodePort: 31234 }] }));
  const made = registry.create<EndpointSlice>("discovery.k8s.io/v1/endpointslices", slice("echo", 3000, [pod.network.address]));
  await untilHostSays(NODE, 31234, "ECONNREFUSED");
  pod.network.listen(3000, (socket) => socket.end("hi"));
  await untilHostSays(NODE, 31234, "hi");
  expect(await readAll(await attach("caller").network.connect(NODE, 31234))).toBe("hi");
  expect(await readAll(await network.connectFromNode("minikube", "localhost", 31234))).toBe("hi");
  registry.update<EndpointSlice>("discovery.k8s.io/v1/endpointslices", { ...made, endpoints: null, ports: null });
  await untilHostSays(NODE, 31234, "ECONNREFUSED");
});

test("an ingress address on loopback serves the Service's own port, even where it is the node's address", async () => {
  setUp();
  const pod = attach("one").network;
  pod.listen(3000, (socket) => socket.end("lb"));
  const made = registry.create<Service>(
    "v1/services",
    service("lb", { type: "LoadBalancer", clusterIP: "10.96.0.50", ports: [{ port: 30123, targetPort: 3000, nodePort: 31235 }] }),
  );
  registry.create("discovery.k8s.io/v1/endpointslices", slice("lb", 3000, [pod.address]));
  registry.update<Service>("v1/services", { ...made, status: { loadBalancer: { ingress: [{ ip: NODE, ipMode: "VIP" }] } } }, { subresource: "status" });
  await untilHostSays(NODE, 30123, "lb");
  expect(await readAll(await network.connectFromNode("minikube", NODE, 30123))).toBe("lb");
});

test("a port that another program of the host holds is told of, and nothing breaks", async () => {
  setUp();
  const other = createServer((socket) => socket.end("other"));
  await new Promise<void>((resolve) => other.listen(31236, NODE, resolve));
  const pod = attach("one").network;
  pod.listen(3000, (socket) => socket.end("ours"));
  registry.create("v1/services", service("echo", { type: "NodePort", clusterIP: "10.96.0.50", ports: [{ port: 3000, nodePort: 31236 }] }));
  registry.create("discovery.k8s.io/v1/endpointslices", slice("echo", 3000, [pod.address]));
  for (let attempt = 0; attempt < 200 && troubles.length === 0; attempt += 1) await fetchFromHost(NODE, 31236);
  other.close();
  expect(troubles).toEqual([`Port 31236 of ${NODE} is in use by another program on this computer, so this port is not served on it`]);
});

test("a pod that asks the node's DNS finds no name of the cluster, and its resolv.conf says whom it asks", async () => {
  setUp();
  startDns();
  registry.create("v1/services", service("redis", { clusterIP: "10.96.0.55" }));
  const pod = network.attachPod({ namespace: "default", hostname: "lost", nodeName: "minikube", dns: nodeDns }).network;
  expect(pod.resolvConf).toBe("nameserver 192.168.65.254\n");
  expect(await attach("found").network.resolve("redis.default.svc.cluster.local")).toEqual(["10.96.0.55"]);
  await expect(pod.resolve("redis.default.svc.cluster.local")).rejects.toMatchObject({ code: "ENOTFOUND" });
  expect(await pod.resolve("lost")).toEqual([pod.address]);
});
