import { createServer, type Socket as HostSocket, type Server } from "node:net";
import type { Duplex } from "node:stream";
import type { Clock, Timer } from "../clock.ts";
import type { Service } from "../objects.ts";
import type { ServiceTarget } from "./service-table.ts";

/** A port of the host that stands for a port of the cluster. */
export interface HostPort {
  readonly address: string;
  readonly port: number;
  readonly target: ServiceTarget;
}

export interface HostPortsOptions {
  readonly clock: Clock;
  /** What should be open now: only what some process in a pod would answer. */
  readonly wanted: () => readonly HostPort[];
  /** Rejects when the connection is refused. */
  readonly open: (hostPort: HostPort, from: string) => Promise<Duplex>;
  /** The host has that port in use, or can't bind the address. */
  readonly onTrouble: (service: Service, message: string) => void;
}

/** Real listeners on loopback addresses of the host, kept in step with the Services. */
export interface HostPorts {
  /** Something that `wanted` depends on has changed. */
  refresh(): void;
  close(): Promise<void>;
}

const RETRY_MS = 5_000;

export function createHostPorts(options: HostPortsOptions): HostPorts {
  const open = new Map<string, { readonly server: Server; hostPort: HostPort }>();
  const failed = new Set<string>();
  const sockets = new Set<HostSocket>();
  let isDue = false;
  let isClosed = false;
  let retry: Timer | undefined;

  const accept = async (key: string, socket: HostSocket): Promise<void> => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const hostPort = open.get(key)?.hostPort;
    const inner = hostPort && (await options.open(hostPort, socket.remoteAddress ?? "127.0.0.1").catch(() => undefined));
    if (inner === undefined || socket.destroyed) {
      inner?.destroy();
      socket.resetAndDestroy();
      return;
    }
    joinStreams(socket, inner);
  };

  const listen = (key: string, hostPort: HostPort): void => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void accept(key, socket));
    open.set(key, { server, hostPort });
    server.on("error", (error: NodeJS.ErrnoException) => {
      if (open.get(key)?.server === server) open.delete(key);
      if (!failed.has(key)) options.onTrouble(hostPort.target.service, troubleText(hostPort, error));
      failed.add(key);
      if (!isClosed)
        retry ??= options.clock.after(RETRY_MS, () => {
          retry = undefined;
          reconcile();
        });
    });
    server.on("listening", () => failed.delete(key));
    server.listen({ host: hostPort.address, port: hostPort.port });
  };

  const reconcile = (): void => {
    if (isClosed) return;
    const wanted = new Map(options.wanted().map((hostPort) => [`${hostPort.address}:${hostPort.port}`, hostPort]));
    for (const [key, { server }] of open) {
      if (wanted.has(key)) continue;
      open.delete(key);
      server.close();
    }
    for (const key of failed) if (!wanted.has(key)) failed.delete(key);
    for (const [key, hostPort] of wanted) {
      const existing = open.get(key);
      if (existing === undefined) listen(key, hostPort);
      else existing.hostPort = hostPort;
    }
  };

  return {
    refresh() {
      if (isDue || isClosed) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        reconcile();
      });
    },
    async close() {
      isClosed = true;
      retry?.cancel();
      const servers = [...open.values()].map(({ server }) => server);
      open.clear();
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
}

/** Bytes, ends and resets of each go to the other. */
function joinStreams(host: HostSocket, inner: Duplex): void {
  inner.on("error", () => host.resetAndDestroy());
  host.on("error", () => inner.destroy());
  host.on("close", () => inner.destroy());
  inner.on("close", () => {
    if (!host.writableEnded) host.destroy();
  });
  host.pipe(inner);
  inner.pipe(host);
}

function troubleText({ address, port }: HostPort, error: NodeJS.ErrnoException): string {
  if (error.code === "EADDRINUSE") return `Port ${port} of ${address} is in use by another program on this computer, so this port is not served on it`;
  return `Port ${port} of ${address} can't be opened on this computer (${error.code ?? error.message}), so it is not served`;
}
