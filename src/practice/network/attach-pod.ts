/** A pod's place in the network: what its containers see of it. */
import type { Duplex } from "node:stream";
import { NetworkError, type PodNetwork } from "../pod-network.ts";
import type { createConnector } from "./connector.ts";
import { clusterDns, type DnsConfig, resolvConfOf } from "./dns-config.ts";
import type { createResolver, Host } from "./resolver.ts";
import type { Stack } from "./stack.ts";

export interface PodPlace {
  readonly namespace: string;
  readonly hostname: string;
  readonly nodeName: string;
  /** The pod shares the node's address and ports. */
  readonly hostNetwork?: boolean;
  /** Absent: the cluster's. */
  readonly dns?: DnsConfig;
}

export interface Attachment {
  readonly network: PodNetwork;
  /** Resets all connections and frees the address. */
  detach(): void;
}

interface Surroundings extends Pick<ReturnType<typeof createResolver>, "resolve" | "ask"> {
  /** The pod's own, or the node's that it shares. */
  readonly stack: Stack;
  readonly connector: ReturnType<typeof createConnector>;
  /** Gives up the stack that is the pod's own. */
  readonly leave: () => void;
}

export function attachPod(place: PodPlace, { stack, resolve, ask, connector, leave }: Surroundings): Attachment {
  const { dns = clusterDns(place.namespace) } = place;
  const host: Host = { hostname: place.hostname, address: stack.address, dns };
  const caller = { address: stack.address, nodeName: place.nodeName, inside: true };
  const listeners = new Set<{ close(): void }>();
  const network: PodNetwork = {
    address: stack.address,
    resolvConf: resolvConfOf(dns),
    resolve: (name, signal) => resolve(name, host, signal),
    ask: (name, options) => ask(name, { ...(dns.servers[0] === undefined ? {} : { server: dns.servers[0] }), ...options }),
    sockets: () => stack.sockets(),
    listen(port, onConnection) {
      const listener = stack.listen(port, onConnection);
      listeners.add(listener);
      return listener;
    },
    async connect(name, port, signal) {
      const found = await resolve(name, host, signal);
      return await firstThatAnswers(found, (address) => connector({ from: stack, caller, address, port, signal }));
    },
  };
  return {
    network,
    detach() {
      if (place.hostNetwork) for (const listener of listeners) listener.close();
      leave();
    },
  };
}

async function firstThatAnswers(addresses: readonly string[], connect: (address: string) => Promise<Duplex>): Promise<Duplex> {
  let trouble: unknown;
  for (const address of addresses) {
    try {
      return await connect(address);
    } catch (error) {
      if (!(error instanceof NetworkError) || error.code === "ABORT_ERR") throw error;
      trouble = error;
    }
  }
  throw trouble;
}
