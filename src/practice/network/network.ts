import type { Duplex } from "node:stream";
import type { Clock } from "../clock.ts";
import type { Service } from "../objects.ts";
import { NetworkError } from "../pod-network.ts";
import type { Registry } from "../registry.ts";
import { clusterAddress, createPodAddresses, isAddress } from "./addresses.ts";
import { type Attachment, attachPod, type PodPlace } from "./attach-pod.ts";
import { createBalancer, usableBackends } from "./balancer.ts";
import { createConnector } from "./connector.ts";
import { createHostPorts } from "./host-ports.ts";
import { iptablesRules } from "./iptables-rules.ts";
import { createResolver } from "./resolver.ts";
import { createServiceTable, type ServiceTarget, tcpPorts } from "./service-table.ts";
import { Stack } from "./stack.ts";
import { wantedHostPorts } from "./wanted-host-ports.ts";
import { createZone } from "./zone.ts";

export interface NetworkNode {
  readonly name: string;
  /** Of the host; only loopback addresses are listened on. */
  readonly address: string;
}

export interface NetworkOptions {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly nodes: readonly NetworkNode[];
  /** Where the API server listens on the nodes' addresses, so that pods can reach it. */
  readonly apiServerPort?: number;
  readonly random?: () => number;
  /** A Service's port could not be opened on the host. */
  readonly onHostPortTrouble?: (service: Service, message: string) => void;
}

/** The virtual network of a practice cluster. */
export interface Network {
  /** Throws when the node isn't there. */
  attachPod(place: PodPlace): Attachment;
  /** As a process on the node connects (`minikube ssh`): addresses only, node ports also on localhost. Rejects with NetworkError. */
  connectFromNode(nodeName: string, host: string, port: number, signal?: AbortSignal): Promise<Duplex>;
  /** A connection to a Service's port, as through its ClusterIP from the first node; for tunnels. Rejects with NetworkError. */
  dialService(target: { readonly namespace: string; readonly name: string; readonly port: number }, signal?: AbortSignal): Promise<Duplex>;
  /** The rules of every node, as iptables-save prints them. */
  rules(): string;
  addNode(node: NetworkNode): void;
  removeNode(name: string): void;
  /** Whom to tell about ports of the host that can't be opened. */
  onHostPortTrouble(listener: (service: Service, message: string) => void): void;
  close(): Promise<void>;
}

export function createNetwork(options: NetworkOptions): Network {
  const { registry, clock, random = Math.random } = options;
  const nodes = new Map<string, { readonly index: number; readonly stack: Stack }>();
  const pods = new Map<string, Stack>();
  const addresses = createPodAddresses();
  let tellTrouble = options.onHostPortTrouble ?? (() => {});
  const refresh = (): void => hostPorts.refresh();

  const table = createServiceTable(registry, () => refresh());
  const balancer = createBalancer({ table, clock, random });
  const servesDns = (address: string): boolean => pods.get(address)?.listensOn(53) === true;
  const { resolve, ask } = createResolver({ table, zone: createZone(table), clock, random, servesDns });
  const nodeAt = (address: string): Stack | undefined =>
    [...nodes.values()].find(({ stack }) => stack.address === address || clusterAddress(stack.address) === address)?.stack;
  const stackAt = (address: string): Stack | undefined => pods.get(address) ?? nodeAt(address);
  const isNode = (address: string): boolean => nodeAt(address) !== undefined;
  const connector = createConnector({ clock, table, balancer, stackAt, isNode, apiServerPort: options.apiServerPort });

  const answers = ({ service, port }: ServiceTarget): boolean =>
    usableBackends(table.backends(service, port.name ?? "")).some((backend) => stackAt(backend.address)?.listensOn(backend.port) === true);
  const hostPorts = createHostPorts({
    clock,
    wanted: () =>
      wantedHostPorts(
        [...table.services()],
        [...nodes.values()].map(({ stack }) => stack.address),
      ).filter(({ target }) => answers(target)),
    onTrouble: (service, message) => tellTrouble(service, message),
    open({ address, port }, from) {
      const nodeName = [...nodes].find(([, { stack }]) => stack.address === address)?.[0];
      return connector({ from: undefined, caller: { address: from, nodeName, inside: false }, address, port });
    },
  });

  const addNode = (node: NetworkNode): void => {
    const index = firstFree([...nodes.values()].map((each) => each.index));
    nodes.set(node.name, { index, stack: new Stack(node.address, refresh) });
    refresh();
  };
  for (const node of options.nodes) addNode(node);

  return {
    addNode,
    rules: () => iptablesRules(table),
    removeNode(name) {
      nodes.get(name)?.stack.close();
      nodes.delete(name);
      refresh();
    },
    attachPod(place) {
      const node = nodes.get(place.nodeName);
      if (node === undefined) throw new Error(`no node ${place.nodeName} in the network`);
      const own = place.hostNetwork ? undefined : new Stack(addresses.take(node.index), refresh);
      if (own !== undefined) pods.set(own.address, own);
      return attachPod(place, {
        stack: own ?? node.stack,
        resolve,
        ask,
        connector,
        leave() {
          if (own === undefined || pods.get(own.address) !== own) return;
          pods.delete(own.address);
          addresses.release(own.address);
          own.close();
        },
      });
    },
    async connectFromNode(nodeName, host, port, signal) {
      const node = nodes.get(nodeName);
      if (node === undefined) throw new Error(`no node ${nodeName} in the network`);
      const address = host === "localhost" ? "127.0.0.1" : host === nodeName ? node.stack.address : host;
      if (!isAddress(address)) throw new NetworkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${host}`);
      return await connector({ from: node.stack, caller: { address: node.stack.address, nodeName, inside: true }, address, port, signal });
    },
    async dialService({ namespace, name, port }, signal) {
      const service = table.service(namespace, name);
      const found = service && tcpPorts(service).find((each) => each.port === port);
      if (service === undefined || found === undefined) throw new NetworkError("ECONNREFUSED", `no port ${port} in Service ${namespace}/${name}`);
      const [nodeName, node] = [...nodes][0] ?? [undefined, undefined];
      const from = node?.stack;
      const caller = { address: from?.address ?? "127.0.0.1", nodeName, inside: true };
      return await connector({ from, caller, address: service.spec.clusterIP ?? "", port, signal });
    },
    onHostPortTrouble(listener) {
      tellTrouble = listener;
    },
    async close() {
      table.stop();
      for (const stack of pods.values()) stack.close();
      for (const { stack } of nodes.values()) stack.close();
      await hostPorts.close();
    },
  };
}

function firstFree(taken: readonly number[]): number {
  let index = 0;
  while (taken.includes(index)) index += 1;
  return index;
}
