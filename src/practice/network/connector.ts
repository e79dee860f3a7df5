import { connect as connectOnHost } from "node:net";
import type { Duplex } from "node:stream";
import type { Clock } from "../clock.ts";
import { NetworkError } from "../pod-network.ts";
import { isLocalhost, isLoopback, isPodAddress } from "./addresses.ts";
import type { Balancer, Caller } from "./balancer.ts";
import type { ServiceTable, ServiceTarget } from "./service-table.ts";
import type { Stack } from "./stack.ts";

/** A SYN without an answer, after all of Linux' repetitions. */
const SYN_TIMEOUT_MS = 127_000;
/** No ARP answer on the node's bridge. */
const NO_NEIGHBOUR_MS = 3_000;

export interface ConnectorOptions {
  readonly clock: Clock;
  readonly table: ServiceTable;
  readonly balancer: Balancer;
  /** Who has that address now: a pod or a node. */
  readonly stackAt: (address: string) => Stack | undefined;
  readonly isNode: (address: string) => boolean;
  /** The API server listens on the host, at a node's address. */
  readonly apiServerPort: number | undefined;
}

interface Dial {
  readonly from: Stack | undefined;
  readonly caller: Caller;
  readonly address: string;
  readonly port: number;
  readonly signal?: AbortSignal | undefined;
}

/** Opens a connection to an address as routing tables and kube-proxy would lead it. Rejects with NetworkError. */
export type Connector = (dial: Dial) => Promise<Duplex>;

type Outcome =
  | { readonly status: "open"; readonly socket: Duplex }
  | { readonly status: "refused" }
  | { readonly status: "lost"; readonly after: "silence" | "no-neighbour" };

export function createConnector(options: ConnectorOptions): Connector {
  return async (dial) => {
    await turn(dial);
    const outcome = await route(options, dial);
    if (outcome.status === "open") return outcome.socket;
    const target = { address: dial.address, port: dial.port };
    const where = `${dial.address}:${dial.port}`;
    if (outcome.status === "refused") throw new NetworkError("ECONNREFUSED", `connect ECONNREFUSED ${where}`, target);
    const isSilent = outcome.after === "silence";
    await options.clock.sleep(isSilent ? SYN_TIMEOUT_MS : NO_NEIGHBOUR_MS, dial.signal).catch(() => {
      throw aborted(dial);
    });
    const code = isSilent ? "ETIMEDOUT" : "EHOSTUNREACH";
    throw new NetworkError(code, `connect ${code} ${where}`, target);
  };
}

async function route(options: ConnectorOptions, dial: Dial): Promise<Outcome> {
  const { table, balancer, stackAt, isNode } = options;
  const { address, port, from } = dial;
  // kube-proxy's rules come before the node's own ports, also for what the node itself sends to its own address.
  const service = from !== undefined && isLocalhost(address) ? undefined : table.findByAddress(address, port);
  if (from !== undefined && isOwn(options, from, address) && (service === undefined || !isNode(from.address))) {
    return isNode(from.address) ? toNode(options, from, dial) : toStack(from, dial);
  }
  if (service !== undefined) return toService(options, dial, service, balancer);
  if (isNode(address)) return toNode(options, stackAt(address), dial);
  const stack = stackAt(address);
  if (stack !== undefined) return toStack(stack, dial);
  return { status: "lost", after: isPodAddress(address) ? "no-neighbour" : "silence" };
}

/** Nodes and ingress addresses of the practice cluster are loopback addresses of the host, but not the pod's own. */
function isOwn({ table, isNode }: ConnectorOptions, from: Stack, address: string): boolean {
  if (address === from.address || isLocalhost(address)) return true;
  return isLoopback(address) && !isNode(address) && !table.hasAddress(address);
}

async function toNode(options: ConnectorOptions, node: Stack | undefined, dial: Dial): Promise<Outcome> {
  const target = options.table.findByNodePort(dial.port);
  if (target !== undefined) return toService(options, dial, target, options.balancer);
  if (node !== undefined && dial.port === options.apiServerPort) return toHost(node.address, dial.port, dial.signal);
  return toStack(node, dial);
}

async function toService(options: ConnectorOptions, dial: Dial, target: ServiceTarget, balancer: Balancer): Promise<Outcome> {
  const choice = balancer.choose(target, dial.caller);
  switch (choice.status) {
    case "rejected":
      return { status: "refused" };
    case "dropped":
      return { status: "lost", after: "silence" };
    case "chosen": {
      const { address, port } = choice.backend;
      const node = options.isNode(address) ? options.stackAt(address) : undefined;
      if (node !== undefined && port === options.apiServerPort) return toHost(node.address, port, dial.signal);
      const stack = options.stackAt(address);
      if (stack === undefined) return { status: "lost", after: isPodAddress(address) ? "no-neighbour" : "silence" };
      return toStack(stack, { ...dial, port });
    }
  }
}

function toStack(stack: Stack | undefined, { from, caller, port }: Dial): Outcome {
  const source = { address: stack === from ? "127.0.0.1" : caller.address, port: (from ?? stack)?.ephemeralPort() ?? 0 };
  const socket = stack?.open(port, source);
  if (socket === undefined) return { status: "refused" };
  from?.keep(socket);
  return { status: "open", socket };
}

function toHost(address: string, port: number, signal: AbortSignal | undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connectOnHost({ host: address, port, ...(signal === undefined ? {} : { signal }) });
    socket.once("connect", () => resolve({ status: "open", socket }));
    socket.once("error", () => resolve({ status: "refused" }));
  });
}

async function turn(dial: Dial): Promise<void> {
  if (!dial.signal?.aborted) await new Promise((resolve) => setImmediate(resolve));
  if (dial.signal?.aborted) throw aborted(dial);
}

function aborted({ address, port }: Dial): NetworkError {
  return new NetworkError("ABORT_ERR", `connect to ${address}:${port} was given up`, { address, port });
}
