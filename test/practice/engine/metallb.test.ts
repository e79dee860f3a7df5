import { afterEach, expect, test } from "vitest";
import { configureMetalLb, installMetalLb, uninstallMetalLb } from "../../../src/practice/engine/metallb/addon.ts";
import { allocate } from "../../../src/practice/engine/metallb/allocation.ts";
import { readPools } from "../../../src/practice/engine/metallb/pools.ts";
import type { KubeObject, Pod, Service } from "../../../src/practice/objects.ts";
import { type RunningEngine, runEngine, service } from "../../support/practice-engine.ts";
import { eventually, eventuallyOne } from "../../support/practice-registry.ts";
import { toyImages } from "../../support/toy-images.ts";

let cluster: RunningEngine | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

const config = (...addresses: readonly string[]): string =>
  `address-pools:\n- name: default\n  protocol: layer2\n  addresses:\n${addresses.map((each) => `  - ${each}\n`).join("")}`;
const poolsOf = (...addresses: readonly string[]) => {
  const read = readPools(config(...addresses));
  if (read.status === "invalid") throw new Error(read.message);
  return read.pools;
};
const balancer = (name: string, ip?: string, extra: object = {}): Service =>
  ({
    ...service(name, { type: "LoadBalancer", clusterIP: "10.96.0.70", ports: [{ port: 30000, targetPort: 3000 }], ...extra }),
    metadata: { name, namespace: "default", uid: name },
    ...(ip === undefined ? {} : { status: { loadBalancer: { ingress: [{ ip }] } } }),
  }) as unknown as Service;

test("ranges, single addresses as /32 and prefixes are pools", () => {
  expect(poolsOf("10.0.0.250-10.0.1.2")[0]?.ranges).toEqual([{ first: 0x0a0000fa, last: 0x0a000102 }]);
  expect(poolsOf("192.168.64.4/32")[0]?.ranges).toEqual([{ first: 0xc0a84004, last: 0xc0a84004 }]);
  expect(poolsOf("10.0.0.7/30")[0]?.ranges).toEqual([{ first: 0x0a000004, last: 0x0a000007 }]);
});

test("the addon's empty pool, a missing protocol and text that is no YAML are refused", () => {
  expect(readPools(config("-"))).toMatchObject({ status: "invalid" });
  expect(readPools("address-pools:\n- name: a\n  addresses: [10.0.0.0/24]\n")).toMatchObject({
    status: "invalid",
    message: "parsing address pool #1: missing protocol",
  });
  expect(readPools("a: [")).toMatchObject({ status: "invalid" });
});

test("each Service gets the next free address, and none when all are taken", () => {
  const pools = poolsOf("10.0.0.1-10.0.0.2");
  expect(allocate(balancer("b"), pools, [balancer("a", "10.0.0.1")])).toEqual({ status: "assigned", address: "10.0.0.2" });
  expect(allocate(balancer("c"), pools, [balancer("a", "10.0.0.1"), balancer("b", "10.0.0.2")])).toEqual({ status: "refused", message: "no available IPs" });
});

test("a wanted address that another has is shared by those of one key whose ports differ", () => {
  const pools = poolsOf("10.0.0.1/32");
  const sharing = (each: Service): Service => ({ ...each, metadata: { ...each.metadata, annotations: { "metallb.universe.tf/allow-shared-ip": "k" } } });
  const wanting = (extra: object = {}) => balancer("b", undefined, { loadBalancerIP: "10.0.0.1", ...extra });
  const message = (service: Service, holder: Service) => allocate(service, pools, [holder]);
  expect(message(wanting(), balancer("a", "10.0.0.1"))).toEqual({
    status: "refused",
    message: 'can\'t change sharing key for "default/b", address also in use by default/a',
  });
  expect(message(sharing(wanting()), sharing(balancer("a", "10.0.0.1")))).toEqual({
    status: "refused",
    message: 'port TCP/30000 is already in use on "10.0.0.1"',
  });
  expect(message(sharing(wanting({ ports: [{ port: 1 }] })), sharing(balancer("a", "10.0.0.1")))).toEqual({ status: "assigned", address: "10.0.0.1" });
});

test("a wanted address outside the pools is refused", () => {
  expect(allocate(balancer("a", undefined, { loadBalancerIP: "10.9.9.9" }), poolsOf("10.0.0.1/32"), [])).toEqual({
    status: "refused",
    message: '"10.9.9.9" is not allowed in config',
  });
});

test("pending until the addon has a pool, then one address for one Service", async () => {
  cluster = runEngine({ images: toyImages({}), address: "127.0.49.78" });
  const { registry } = cluster;
  const ipOf = (name: string) => registry.get<Service>({ resource: "v1/services", namespace: "default", name })?.status?.loadBalancer?.ingress;
  registry.create(
    "v1/services",
    service("one", { type: "LoadBalancer", clusterIP: "10.96.0.71", ports: [{ port: 30000, targetPort: 3000, nodePort: 31111 }] }),
  );
  installMetalLb(registry, undefined);
  const config = registry.get<KubeObject>({ resource: "v1/configmaps", namespace: "metallb-system", name: "config" });
  expect(config?.metadata.annotations?.["kubectl.kubernetes.io/last-applied-configuration"]).toBe(
    '{"apiVersion":"v1","data":{"config":"address-pools:\\n- name: default\\n  protocol: layer2\\n  addresses:\\n  - -\\n"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"config","namespace":"metallb-system"}}\n',
  );
  await eventually<KubeObject & { status?: { readyReplicas?: number } }>(registry, "apps/v1/deployments", (all) =>
    all.some(({ metadata, status }) => metadata.name === "controller" && status?.readyReplicas === 1),
  );
  expect(ipOf("one")).toBeUndefined();

  configureMetalLb(registry, { start: "127.0.49.78", end: "127.0.49.78" });
  const ref = { resource: "v1/services", namespace: "default", name: "one" } as const;
  const assigned = await eventuallyOne<Service>(registry, ref, (found) => found?.status?.loadBalancer?.ingress !== undefined);
  expect(assigned?.status?.loadBalancer?.ingress).toEqual([{ ip: "127.0.49.78", ipMode: "VIP" }]);

  registry.create(
    "v1/services",
    service("two", { type: "LoadBalancer", clusterIP: "10.96.0.72", ports: [{ port: 30001, targetPort: 3000, nodePort: 31112 }] }),
  );
  const failed = await eventually<KubeObject>(registry, "v1/events", (all) => all.some(({ reason }) => reason === "AllocationFailed"));
  expect(failed.find(({ reason }) => reason === "AllocationFailed")?.message).toBe('Failed to allocate IP for "default/two": no available IPs');

  registry.delete({ resource: "v1/services", namespace: "default", name: "one" });
  await eventuallyOne<Service>(registry, { ...ref, name: "two" }, (found) => found?.status?.loadBalancer?.ingress?.[0]?.ip === "127.0.49.78");

  uninstallMetalLb(registry);
  await eventually(registry, "v1/namespaces", (all) => all.every(({ metadata }) => metadata.name !== "metallb-system"));
});

test("a configuration without an address that was given out is not taken until the controller starts anew", async () => {
  cluster = runEngine({ images: toyImages({}), address: "127.0.49.80" });
  const { registry } = cluster;
  const ref = { resource: "v1/services", namespace: "default", name: "one" } as const;
  const hasAddress = (ip: string) => eventuallyOne<Service>(registry, ref, (found) => found?.status?.loadBalancer?.ingress?.[0]?.ip === ip);
  const made = (name: string, nodePort: number) =>
    registry.create("v1/services", service(name, { type: "LoadBalancer", clusterIP: `10.96.0.${nodePort % 100}`, ports: [{ port: 30000, nodePort }] }));
  installMetalLb(registry, { start: "127.0.49.80", end: "127.0.49.81" });
  made("one", 31180);
  await hasAddress("127.0.49.80");

  configureMetalLb(registry, { start: "127.0.49.90", end: "127.0.49.90" });
  made("two", 31181);
  await eventuallyOne<Service>(registry, { ...ref, name: "two" }, (found) => found?.status?.loadBalancer?.ingress?.[0]?.ip === "127.0.49.81");
  await hasAddress("127.0.49.80");

  for (const { metadata } of registry.list("v1/pods", "metallb-system"))
    if (metadata.name.startsWith("controller")) registry.delete({ resource: "v1/pods", namespace: "metallb-system", name: metadata.name });
  await hasAddress("127.0.49.90");
});

test("the controller writes what it makes of its configuration, and keeps the last one that it could read", async () => {
  cluster = runEngine({ images: toyImages({}), address: "127.0.49.79" });
  const { registry, engine } = cluster;
  installMetalLb(registry, { start: "127.0.49.79", end: "127.0.49.79" });
  const pods = await eventually<Pod>(registry, "v1/pods", (all) =>
    all.some(({ metadata, status }) => metadata.name.startsWith("controller") && status?.containerStatuses?.[0]?.ready),
  );
  const target = {
    namespace: "metallb-system",
    pod: pods.find(({ metadata }) => metadata.name.startsWith("controller"))?.metadata.name ?? "",
    container: "controller",
  };
  const reader = engine.runtime.logs(target, { previous: false });
  const said = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (reader.lines.some((line) => line.text.includes(text))) resolve();
      else reader.follow((line) => line?.text.includes(text) && resolve());
    });
  await said('"event":"configLoaded"');
  const config = registry.get<KubeObject>({ resource: "v1/configmaps", namespace: "metallb-system", name: "config" })!;
  registry.update("v1/configmaps", { ...config, data: { config: "address-pools:\n- name: default\n" } } as KubeObject);
  await said('"error":"parsing address pool #1: missing protocol","event":"configStale","msg":"config (re)load failed, config marked stale"');
  registry.create(
    "v1/services",
    service("one", { type: "LoadBalancer", clusterIP: "10.96.0.73", ports: [{ port: 30000, targetPort: 3000, nodePort: 31113 }] }),
  );
  await said('"event":"ipAllocated","ip":"127.0.49.79","msg":"IP address assigned by controller","service":"default/one"');
});
