import { expect, it } from "vitest";
import { podDns } from "../../../src/practice/engine/kubelet/pod-dns.ts";
import { resolvConfOf } from "../../../src/practice/network/dns-config.ts";
import type { PodSpec } from "../../../src/practice/objects.ts";

const told = (spec: object) => resolvConfOf(podDns({ containers: [], ...spec } as unknown as PodSpec, "lab"));
const cluster = "search lab.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n";
const node = "nameserver 192.168.65.254\n";

it.each([
  ["of the cluster where nothing is said", {}, cluster],
  ["of the node under Default", { dnsPolicy: "Default" }, node],
  ["of the node on the node's network", { dnsPolicy: "ClusterFirst", hostNetwork: true }, node],
  ["of the cluster on the node's network where that is asked for", { dnsPolicy: "ClusterFirstWithHostNet", hostNetwork: true }, cluster],
  [
    "the pod's own under None",
    { dnsPolicy: "None", dnsConfig: { nameservers: ["10.96.0.10"], searches: ["lab.svc.cluster.local"] } },
    "search lab.svc.cluster.local\nnameserver 10.96.0.10\n",
  ],
  [
    "with the pod's additions",
    { dnsConfig: { searches: ["example.com"], options: [{ name: "ndots", value: "2" }] } },
    "search lab.svc.cluster.local svc.cluster.local cluster.local example.com\nnameserver 10.96.0.10\noptions ndots:2\n",
  ],
])("resolv.conf is %s", (_which, spec, text) => {
  expect(told(spec)).toBe(text);
});
