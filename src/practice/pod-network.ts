/**
 * The network as a container sees it: one address, ports to listen on, names to resolve, others to call.
 * Connections are streams in this process; no packet leaves it.
 */
import type { Duplex } from "node:stream";

export interface PodNetwork {
  /** The pod's own IP. */
  readonly address: string;
  /** The text of /etc/resolv.conf. */
  readonly resolvConf: string;
  /** Listens on all addresses of the pod. Throws NetworkError EADDRINUSE. */
  listen(port: number, onConnection: (socket: Duplex) => void): Listener;
  /**
   * Opens a TCP connection to a name or an address, as the pod would: its own ports by localhost, ClusterIPs as kube-proxy routes them,
   * pod addresses straight, the node's address by node port. Rejects with a NetworkError.
   */
  connect(host: string, port: number, signal?: AbortSignal): Promise<Duplex>;
  /** All addresses of a name, search domains of resolv.conf applied. Rejects with NetworkError ENOTFOUND or EAI_AGAIN. */
  resolve(name: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** What listens and what is connected, of all containers of the pod. */
  sockets(): readonly SocketState[];
  /** Asks a DNS server for one full name, as nslookup does; without `server`, that of resolv.conf. */
  ask(fullName: string, options?: { readonly server?: string; readonly signal?: AbortSignal }): Promise<DnsReply>;
}

export interface SocketState {
  readonly local: { readonly address: string; readonly port: number };
  /** Absent: it listens. */
  readonly remote?: { readonly address: string; readonly port: number };
  readonly state: "LISTEN" | "ESTABLISHED";
}

export interface DnsRecord {
  readonly name: string;
  readonly type: "A" | "CNAME" | "PTR" | "SRV";
  readonly data: string;
}

/** NOERROR without a record of the type asked for: the name is there, with others. */
export interface DnsAnswer {
  readonly code: "NOERROR" | "NXDOMAIN";
  readonly records: readonly DnsRecord[];
}

/** `refused`: nothing listens there. `silent`: no answer came. */
export type DnsReply = ({ readonly status: "answered" } & DnsAnswer) | { readonly status: "refused" } | { readonly status: "silent" };

export interface Listener {
  /** Stops accepting and resets every open connection. */
  close(): void;
}

export type NetworkErrorCode = "ENOTFOUND" | "EAI_AGAIN" | "ECONNREFUSED" | "ETIMEDOUT" | "EHOSTUNREACH" | "EADDRINUSE" | "ECONNRESET" | "ABORT_ERR";

export class NetworkError extends Error {
  readonly code: NetworkErrorCode;
  /** The address that was tried, once the name was resolved. */
  readonly address: string | undefined;
  readonly port: number | undefined;

  constructor(code: NetworkErrorCode, message: string, target: { readonly address?: string; readonly port?: number } = {}) {
    super(message);
    this.name = "NetworkError";
    this.code = code;
    this.address = target.address;
    this.port = target.port;
  }
}
