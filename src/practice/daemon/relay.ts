import { Server, type Socket } from "node:net";

export interface Relay {
  /** Gets the connections of the listener; it can be closed without giving the listener's address away. */
  readonly server: Server;
  /** Lets the connections through that were made since the relay was. */
  open(): void;
  /** Cuts those that come from now on. */
  shut(): void;
}

/**
 * Stands between the socket that holds the claim and who serves it: callers wait until the cluster is put together, and the address
 * stays held until its last file is written.
 */
export function createRelay(listener: Server): Relay {
  const server = new Server();
  const waiting: Socket[] = [];
  let state: "waiting" | "open" | "shut" = "waiting";
  listener.on("connection", (socket: Socket) => {
    socket.on("error", () => socket.destroy());
    if (state === "waiting") waiting.push(socket);
    else if (state === "open") server.emit("connection", socket);
    else socket.destroy();
  });
  return {
    server,
    open() {
      state = "open";
      for (const socket of waiting.splice(0)) if (!socket.destroyed) server.emit("connection", socket);
    },
    shut() {
      state = "shut";
      for (const socket of waiting.splice(0)) socket.destroy();
    },
  };
}
