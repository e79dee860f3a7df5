import { createHash } from "node:crypto";
import type { Service, ServicePort } from "../objects.ts";
import { usableBackends } from "./balancer.ts";
import { hasNodePorts, ingressAddresses, isHeadless, type ServiceTable, tcpPorts } from "./service-table.ts";

/** What `iptables-save` shows on a node of the rules that kube-proxy has made of the Services. What routes here is the balancer, by the same table. */
export function iptablesRules(table: ServiceTable): string {
  const filter: string[] = [];
  const chains = new Set(["KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-MARK-MASQ", "KUBE-POSTROUTING"]);
  const nat: string[] = [];
  for (const service of table.services()) {
    if (service.spec.type === "ExternalName" || isHeadless(service)) continue;
    for (const port of tcpPorts(service)) addPort({ table, service, port, filter, chains, nat });
  }
  const heads = [...chains].sort().map((chain) => `:${chain} - [0:0]`);
  return [
    ...["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":KUBE-SERVICES - [0:0]", ":KUBE-EXTERNAL-SERVICES - [0:0]"],
    ...filter,
    ...["COMMIT", "*nat", ":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":POSTROUTING ACCEPT [0:0]", ...heads],
    '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
    "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
    ...nat.sort((one, other) => chainOrder(one) - chainOrder(other)),
    "COMMIT",
    "",
  ].join("\n");
}

interface Rules {
  readonly table: ServiceTable;
  readonly service: Service;
  readonly port: ServicePort;
  readonly filter: string[];
  readonly chains: Set<string>;
  readonly nat: string[];
}

function addPort({ table, service, port, filter, chains, nat }: Rules): void {
  const { metadata, spec } = service;
  const name = `${metadata.namespace}/${metadata.name}${port.name ? `:${port.name}` : ""}`;
  const [svc, ext] = [`KUBE-SVC-${hash(`${name}tcp`)}`, `KUBE-EXT-${hash(`${name}tcp`)}`];
  const toPort = (dport: number, comment: string): string => `-p tcp -m comment --comment "${comment}" -m tcp --dport ${dport}`;
  const nodePort = hasNodePorts(service) ? port.nodePort : undefined;
  const backends = usableBackends(table.backends(service, port.name ?? ""));
  if (backends.length === 0) {
    const reject = "-j REJECT --reject-with icmp-port-unreachable";
    filter.push(`-A KUBE-SERVICES -d ${spec.clusterIP}/32 ${toPort(port.port, `${name} has no endpoints`)} ${reject}`);
    if (nodePort)
      filter.push(
        `-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "${name} has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport ${nodePort} ${reject}`,
      );
    return;
  }
  chains.add(svc);
  nat.push(`-A KUBE-SERVICES -d ${spec.clusterIP}/32 ${toPort(port.port, `${name} cluster IP`)} -j ${svc}`);
  nat.push(`-A ${svc} ! -s 10.244.0.0/16 -d ${spec.clusterIP}/32 ${toPort(port.port, `${name} cluster IP`)} -j KUBE-MARK-MASQ`);
  const outside = ingressAddresses(service);
  if (nodePort || outside.length > 0) {
    chains.add(ext);
    if (nodePort) nat.push(`-A KUBE-NODEPORTS ${toPort(nodePort, name)} -j ${ext}`);
    for (const address of outside) nat.push(`-A KUBE-SERVICES -d ${address}/32 ${toPort(port.port, `${name} loadbalancer IP`)} -j ${ext}`);
    nat.push(`-A ${ext} -m comment --comment "masquerade traffic for ${name} external destinations" -j KUBE-MARK-MASQ`, `-A ${ext} -j ${svc}`);
  }
  for (const [index, { address, port: target }] of backends.entries()) {
    const sep = `KUBE-SEP-${hash(`${name}tcp${address}:${target}`)}`;
    chains.add(sep);
    const left = backends.length - index;
    const share = left === 1 ? "" : ` -m statistic --mode random --probability ${(1 / left).toFixed(11)}`;
    nat.push(`-A ${svc} -m comment --comment "${name} -> ${address}:${target}"${share} -j ${sep}`);
    nat.push(`-A ${sep} -s ${address}/32 -m comment --comment "${name}" -j KUBE-MARK-MASQ`);
    nat.push(`-A ${sep} -p tcp -m comment --comment "${name}" -m tcp -j DNAT --to-destination ${address}:${target}`);
  }
}

/** KUBE-SERVICES hands on to KUBE-NODEPORTS last; the chains of single Services follow. */
function chainOrder(rule: string): number {
  const order = ["KUBE-EXT", "KUBE-NODEPORTS", "KUBE-SEP", "KUBE-SERVICES", "KUBE-SVC"];
  return order.findIndex((chain) => rule.startsWith(`-A ${chain}`));
}

/** The first 16 letters of the base32 of the SHA-256, as kube-proxy names its chains. */
function hash(text: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...createHash("sha256").update(text).digest().subarray(0, 10)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join("");
}
