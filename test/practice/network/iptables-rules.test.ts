import { afterEach, expect, test } from "vitest";
import { iptablesRules } from "../../../src/practice/network/iptables-rules.ts";
import { createServiceTable, type ServiceTable } from "../../../src/practice/network/service-table.ts";
import type { Service } from "../../../src/practice/objects.ts";
import { service } from "../../support/practice-engine.ts";
import { practiceRegistry } from "../../support/practice-registry.ts";

let table: ServiceTable;

afterEach(() => table.stop());

function linesOf(given: ReturnType<typeof service>, addresses: readonly string[]): readonly string[] {
  const registry = practiceRegistry();
  registry.create("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } });
  registry.create<Service>("v1/services", given);
  registry.create("discovery.k8s.io/v1/endpointslices", {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "echo-abcde", namespace: "default", labels: { "kubernetes.io/service-name": "echo" } },
    addressType: "IPv4",
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
    ports: [{ name: "", port: 3000, protocol: "TCP" }],
  });
  table = createServiceTable(registry, () => {});
  return iptablesRules(table)
    .split("\n")
    .filter((line) => line.includes("default/echo"));
}

const echo = (spec: object = {}) => service("echo", { clusterIP: "10.96.0.50", ports: [{ port: 3000 }], ...spec });

test("a ClusterIP is spread over its endpoints, each with an even chance", () => {
  const lines = linesOf(echo(), ["10.244.0.3", "10.244.0.4", "10.244.0.5"]);
  expect(lines.filter((line) => line.includes("-j KUBE-SEP-")).map((line) => / --probability (\S+)/.exec(line)?.[1])).toEqual([
    "0.33333333333",
    "0.50000000000",
    undefined,
  ]);
  expect(
    lines
      .filter((line) => line.includes("DNAT"))
      .map((line) => line.split(" ").at(-1))
      .sort(),
  ).toEqual(["10.244.0.3:3000", "10.244.0.4:3000", "10.244.0.5:3000"]);
  expect(lines.join("\n")).not.toContain("KUBE-NODEPORTS");
});

test("a node port is a rule of its own on the way to the same chain", () => {
  const lines = linesOf(echo({ type: "NodePort", ports: [{ port: 3000, nodePort: 32000 }] }), ["10.244.0.3"]);
  const chain = /-j (KUBE-SVC-[A-Z2-7]{16})$/.exec(lines.find((line) => line.includes("cluster IP")) ?? "")?.[1];
  const ext = chain?.replace("SVC", "EXT");
  expect(lines).toContain(`-A KUBE-NODEPORTS -p tcp -m comment --comment "default/echo" -m tcp --dport 32000 -j ${ext}`);
});

test("a Service without endpoints is refused", () => {
  expect(linesOf(echo(), [])).toEqual([
    '-A KUBE-SERVICES -d 10.96.0.50/32 -p tcp -m comment --comment "default/echo has no endpoints" -m tcp --dport 3000 -j REJECT --reject-with icmp-port-unreachable',
  ]);
});

test("chains are named as kube-proxy names them", () => {
  const registry = practiceRegistry();
  registry.create("v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } });
  registry.create<Service>("v1/services", service("kubernetes", { clusterIP: "10.96.0.1", ports: [{ name: "https", port: 443 }] }));
  registry.create("discovery.k8s.io/v1/endpointslices", {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "kubernetes", namespace: "default", labels: { "kubernetes.io/service-name": "kubernetes" } },
    addressType: "IPv4",
    endpoints: [{ addresses: ["192.168.49.2"], conditions: { ready: true } }],
    ports: [{ name: "https", port: 8443, protocol: "TCP" }],
  });
  table = createServiceTable(registry, () => {});
  expect(iptablesRules(table)).toContain("-j KUBE-SVC-NPX46M4PTMTKRN6Y");
});
