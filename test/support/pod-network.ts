import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { Stack } from "../../src/practice/network/stack.ts";
import { NetworkError, type PodNetwork } from "../../src/practice/pod-network.ts";

/** The networks of a few pods, joined by names; no Services, no DNS server. */
export interface PodNetworks {
  /** The network of one more pod, which its hostname doesn't lead to by itself. */
  attach(hostname: string): PodNetwork;
  /** From now on that name leads to this pod, or nowhere. */
  lead(name: string, to: PodNetwork | undefined): void;
  /** A connection from outside all pods. */
  connect(name: string, port: number): Promise<Duplex>;
}

const OUTSIDE = "10.244.0.1";

export function createPodNetworks(): PodNetworks {
  const stacks = new Map<string, Stack>();
  const names = new Map<string, string>();
  const find = (name: string): string => {
    const address = isIP(name) === 0 ? names.get(name) : name;
    if (address === undefined) throw new NetworkError("ENOTFOUND", `getaddrinfo ENOTFOUND ${name}`);
    return address;
  };
  const open = async (from: string, address: string, port: number): Promise<Duplex> => {
    await new Promise((resolve) => setImmediate(resolve));
    const stack = stacks.get(address === "127.0.0.1" ? from : address);
    if (stack === undefined) throw new NetworkError("EHOSTUNREACH", `connect EHOSTUNREACH ${address}:${port}`, { address, port });
    const socket = stack.open(port, { address: from, port: 40_000 });
    if (socket === undefined) throw new NetworkError("ECONNREFUSED", `connect ECONNREFUSED ${address}:${port}`, { address, port });
    return socket;
  };
  return {
    attach(hostname) {
      const address = `10.244.0.${stacks.size + 2}`;
      const stack = new Stack(address);
      stacks.set(address, stack);
      const own = (name: string): string => (name === "localhost" ? "127.0.0.1" : name === hostname ? address : find(name));
      return {
        address,
        resolvConf: "search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n",
        listen: (port, onConnection) => stack.listen(port, onConnection),
        connect: async (host, port) => await open(address, own(host), port),
        resolve: async (name) => [own(name)],
        sockets: () => stack.sockets(),
        async ask(fullName) {
          const service = /^([^.]+)\.default\.svc\.cluster\.local\.?$/.exec(fullName)?.[1] ?? "";
          const data = names.get(service);
          if (data === undefined) return { status: "answered", code: "NXDOMAIN", records: [] };
          return { status: "answered", code: "NOERROR", records: [{ name: fullName, type: "A", data }] };
        },
      };
    },
    lead(name, to) {
      if (to === undefined) names.delete(name);
      else names.set(name, to.address);
    },
    connect: async (name, port) => await open(OUTSIDE, find(name), port),
  };
}
