import { isIP } from "node:net";

export function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/** The addresses by which a process means its own machine, whatever else stands in 127.0.0.0/8. */
export function isLocalhost(address: string): boolean {
  return address === "127.0.0.1" || address === "::1" || address === "0.0.0.0" || address === "::";
}

/** Addresses that never leave the machine that asks for them. */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || isLocalhost(address);
}

/** Of the pods: 10.244.0.0/16. */
export function isPodAddress(address: string): boolean {
  return address.startsWith("10.244.");
}

/**
 * The address by which a node is known in EndpointSlices, where loopback addresses are forbidden: 192.168.49.2 for 127.0.49.2,
 * and for a node that only has 127.0.0.1.
 */
export function clusterAddress(nodeAddress: string): string {
  if (isLocalhost(nodeAddress)) return "192.168.49.2";
  return isLoopback(nodeAddress) ? nodeAddress.replace(/^127\.\d+\./, "192.168.") : nodeAddress;
}

export interface PodAddresses {
  /** A free address on that node (counted from 0), as late as possible after its last use. Throws when all are taken. */
  take(node: number): string;
  release(address: string): void;
}

/** Gives 10.244.<node>.2 to .254 in turn, as the bridge plugin does, so that a new pod doesn't get an old pod's address. */
export function createPodAddresses(): PodAddresses {
  const taken = new Set<string>();
  const last = new Map<number, number>();
  return {
    take(node) {
      const start = last.get(node) ?? 1;
      for (let step = 1; step <= 253; step += 1) {
        const host = ((start - 2 + step) % 253) + 2;
        const address = `10.244.${node}.${host}`;
        if (taken.has(address)) continue;
        taken.add(address);
        last.set(node, host);
        return address;
      }
      throw new Error(`no free pod address on node ${node}`);
    },
    release(address) {
      taken.delete(address);
    },
  };
}
