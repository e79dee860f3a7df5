import { createServer, type Server, type ServerOptions } from "node:https";
import type { Server as NetServer, Socket } from "node:net";
import { createTokenDoor } from "./access/tokens.ts";
import { createHandler } from "./handler.ts";
import { Watches } from "./http/watches.ts";
import type { ApiServer, ApiServerOptions, Patience } from "./options.ts";
import { upgradeConnections } from "./streams/upgrade.ts";
import type { Services } from "./verbs/context.ts";

const connectionLimit = 1000;
const watchLimit = 500;
const usualPatience: Patience = { headersMs: 20_000, requestMs: 60_000, lookMs: 5_000 };

/** Listens when it settles. Rejects with the socket's error (EADDRINUSE, EADDRNOTAVAIL). */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { registry, runtime, admission, clock, tls } = options;
  const watches = new Watches(watchLimit);
  const services: Services = { registry, runtime, admission, clock, watches, tokens: createTokenDoor(tls.key, registry) };
  const server = createServer({
    ...timeLimits(options.patience ?? usualPatience),
    ...tls,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
  });
  server.keepAliveTimeout = 90_000;
  let port = options.port;
  server.on("request", createHandler({ ...options, services, address: () => `${options.host}:${port}` }));
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  const sockets = trackSockets(server);
  const closeUpgraded = upgradeConnections(server, { services });
  const front = await listen(server, options);
  const bound = front.address();
  if (typeof bound === "object" && bound !== null) port = bound.port;
  return {
    port,
    close() {
      watches.endAll();
      closeUpgraded();
      const closed = new Promise<void>((resolve) => front.close(() => resolve()));
      if (front !== server) server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

function timeLimits({ headersMs, requestMs, lookMs }: Patience): ServerOptions {
  return { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: lookMs, handshakeTimeout: headersMs };
}

/** All open connections, upgraded ones among them. Those past the limit are cut: the server's own limit counts only what it accepted itself. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.prependListener("connection", (socket: Socket) => {
    if (sockets.size >= connectionLimit) socket.destroy();
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  return sockets;
}

function listen(server: Server, { listener, host, port }: ApiServerOptions): Promise<NetServer> {
  if (listener !== undefined) {
    // It looks after slow requests from the moment it listens, and here another socket listens for it.
    server.emit("listening");
    listener.on("connection", (socket: Socket) => {
      server.emit("connection", socket);
      socket.resume();
    });
    return Promise.resolve(listener);
  }
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}
