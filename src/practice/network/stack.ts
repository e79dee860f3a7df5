import type { Listener, SocketState } from "../pod-network.ts";
import { NetworkError } from "../pod-network.ts";
import { createSocketPair, type Place, type Socket } from "./socket-pair.ts";

/** The TCP ports of one network namespace: a pod's, or a node's. */
export class Stack {
  readonly address: string;
  readonly #ports = new Map<number, (socket: Socket) => void>();
  readonly #sockets = new Set<Socket>();
  readonly #onPortsChanged: () => void;
  #nextPort = 32768;

  constructor(address: string, onPortsChanged: () => void = () => {}) {
    this.address = address;
    this.#onPortsChanged = onPortsChanged;
  }

  /** Throws NetworkError EADDRINUSE. */
  listen(port: number, onConnection: (socket: Socket) => void): Listener {
    if (this.#ports.has(port)) {
      throw new NetworkError("EADDRINUSE", `listen EADDRINUSE: address already in use 0.0.0.0:${port}`, { address: "0.0.0.0", port });
    }
    const accepted = new Set<Socket>();
    this.#ports.set(port, (socket) => {
      accepted.add(socket);
      socket.once("close", () => accepted.delete(socket));
      onConnection(socket);
    });
    this.#onPortsChanged();
    let isOpen = true;
    return {
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        this.#ports.delete(port);
        for (const socket of accepted) socket.reset();
        this.#onPortsChanged();
      },
    };
  }

  listensOn(port: number): boolean {
    return this.#ports.has(port);
  }

  /** The client's end of a new connection to a port here; undefined: refused. */
  open(port: number, from: Place): Socket | undefined {
    const onConnection = this.#ports.get(port);
    if (onConnection === undefined) return undefined;
    const { client, server } = createSocketPair(from, { address: this.address, port });
    this.keep(server);
    onConnection(server);
    return client;
  }

  /** The socket lives and dies with this stack. */
  keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  sockets(): readonly SocketState[] {
    const listening = [...this.#ports.keys()].map((port): SocketState => ({ local: { address: "0.0.0.0", port }, state: "LISTEN" }));
    const connected = [...this.#sockets]
      .filter(({ destroyed }) => !destroyed)
      .map(({ localAddress, localPort, remoteAddress, remotePort }): SocketState => {
        const address = localAddress === "127.0.0.1" || remoteAddress === "127.0.0.1" ? "127.0.0.1" : this.address;
        return { local: { address, port: localPort }, remote: { address: remoteAddress, port: remotePort }, state: "ESTABLISHED" };
      });
    return [...listening, ...connected];
  }

  /** A port for an outgoing connection. */
  ephemeralPort(): number {
    this.#nextPort = this.#nextPort >= 60999 ? 32768 : this.#nextPort + 1;
    return this.#nextPort;
  }

  /** Everything is reset, as when the network namespace goes. */
  close(): void {
    const hadPorts = this.#ports.size > 0;
    this.#ports.clear();
    for (const socket of this.#sockets) socket.reset();
    if (hadPorts) this.#onPortsChanged();
  }
}
