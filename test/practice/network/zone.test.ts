import { afterEach, expect, test } from "vitest";
import { createServiceTable, type ServiceTable } from "../../../src/practice/network/service-table.ts";
import { createZone, type Zone } from "../../../src/practice/network/zone.ts";
import type { Service } from "../../../src/practice/objects.ts";
import { service } from "../../support/practice-engine.ts";
import { practiceRegistry } from "../../support/practice-registry.ts";

let table: ServiceTable;

afterEach(() => table.stop());

function zoneOf(...services: ReturnType<typeof service>[]): Zone {
  const registry = practiceRegistry();
  registry.create("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } });
  for (const each of services) registry.create<Service>("v1/services", each);
  registry.create("discovery.k8s.io/v1/endpointslices", {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "db-abcde", namespace: "default", labels: { "kubernetes.io/service-name": "db" } },
    addressType: "IPv4",
    endpoints: [
      { addresses: ["10.244.0.8"], hostname: "db-0", conditions: { ready: true } },
      { addresses: ["10.244.0.9"], conditions: { ready: true } },
      { addresses: ["10.244.0.10"], conditions: { ready: false } },
    ],
    ports: [{ name: "sql", port: 5432, protocol: "TCP" }],
  });
  table = createServiceTable(registry, () => {});
  return createZone(table);
}

const web = service("web", { clusterIP: "10.96.0.20", ports: [{ name: "http", port: 80 }] });
const db = service("db", { clusterIP: "None", ports: [{ name: "sql", port: 5432 }] });

test("a Service's address is known both ways", () => {
  const zone = zoneOf(web);
  expect(zone("web.default.svc.cluster.local.")).toMatchObject({
    code: "NOERROR",
    records: expect.arrayContaining([{ name: "web.default.svc.cluster.local", type: "A", data: "10.96.0.20" }]),
  });
  expect(zone("20.0.96.10.in-addr.arpa").records).toEqual([{ name: "20.0.96.10.in-addr.arpa", type: "PTR", data: "web.default.svc.cluster.local" }]);
  expect(zone("21.0.96.10.in-addr.arpa")).toEqual({ code: "NXDOMAIN", records: [] });
});

test("a named port tells where it is", () => {
  const zone = zoneOf(web, db);
  expect(zone("_http._tcp.web.default.svc.cluster.local").records.map(({ type, data }) => [type, data])).toEqual([
    ["SRV", "0 100 80 web.default.svc.cluster.local"],
  ]);
  expect(zone("_sql._tcp.db.default.svc.cluster.local").records.map(({ data }) => data)).toEqual([
    "0 50 5432 db-0.db.default.svc.cluster.local",
    "0 50 5432 10-244-0-9.db.default.svc.cluster.local",
  ]);
  expect(zone("_https._tcp.web.default.svc.cluster.local").code).toBe("NXDOMAIN");
});

test("a pod of a headless Service has its own name, and an address only where it has a hostname", () => {
  const zone = zoneOf(db);
  expect(zone("db-0.db.default.svc.cluster.local").records).toEqual([{ name: "db-0.db.default.svc.cluster.local", type: "A", data: "10.244.0.8" }]);
  expect(zone("8.0.244.10.in-addr.arpa").records.map(({ data }) => data)).toEqual(["db-0.db.default.svc.cluster.local"]);
  expect(zone("9.0.244.10.in-addr.arpa").code).toBe("NXDOMAIN");
});

test("a pod has a name made of its address", () => {
  expect(zoneOf()("10-244-0-5.default.pod.cluster.local").records.map(({ data }) => data)).toEqual(["10.244.0.5"]);
});

test("an ExternalName is another name, whether or not that one is known", () => {
  const zone = zoneOf(
    web,
    service("near", { type: "ExternalName", externalName: "web.default.svc.cluster.local" }),
    service("far", { type: "ExternalName", externalName: "example.com" }),
  );
  expect(zone("near.default.svc.cluster.local").records.map(({ type, data }) => [type, data])).toEqual(
    expect.arrayContaining([
      ["CNAME", "web.default.svc.cluster.local"],
      ["A", "10.96.0.20"],
    ]),
  );
  expect(zone("far.default.svc.cluster.local")).toEqual({
    code: "NOERROR",
    records: [{ name: "far.default.svc.cluster.local", type: "CNAME", data: "example.com" }],
  });
});

test("a namespace with Services is a name without an address", () => {
  const zone = zoneOf(web);
  expect(zone("default.svc.cluster.local")).toEqual({ code: "NOERROR", records: [] });
  expect(zone("nowhere.svc.cluster.local").code).toBe("NXDOMAIN");
  expect(zone("example.com").code).toBe("NXDOMAIN");
});
