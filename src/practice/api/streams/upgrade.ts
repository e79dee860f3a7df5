import type { IncomingMessage } from "node:http";
import type { Server } from "node:https";
import type { Duplex } from "node:stream";
import { ApiError } from "../../api-error.ts";
import { deedOf } from "../access/deed.ts";
import { actingUser } from "../access/impersonate.ts";
import { verifyAllowed } from "../access/rules.ts";
import { badRequest, resourceNotFound, statusOf, toApiError } from "../errors.ts";
import { parseUrl, unauthorized } from "../handler.ts";
import { findUser } from "../http/user.ts";
import { route, type Target } from "../router.ts";
import type { NamedCall, Services } from "../verbs/context.ts";
import { execProtocols, serveExec, startAttach, startExec } from "./exec.ts";
import { findContainer, findPod } from "./pod-target.ts";
import { portForwardProtocol, servePortForward } from "./port-forward.ts";
import { channelForwardProtocol, readPorts, serveChannelForward } from "./port-forward-channels.ts";
import { acceptWebSocket, type Handshake, offeredProtocols, type Socket } from "./ws-door.ts";

const sessionLimit = 200;

interface UpgradeOptions {
  readonly services: Services;
}

/** Answers requests to upgrade a connection: exec and port-forward. Returns how to end all of them. */
export function upgradeConnections(server: Server, options: UpgradeOptions): () => void {
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.onClose(() => open.delete(socket));
  };
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    try {
      if (open.size >= sessionLimit) throw new ApiError({ code: 429, reason: "TooManyRequests", message: "too many requests, please try again later" });
      upgrade({ request, socket, head }, { ...options, keep });
    } catch (error) {
      refuse(socket, toApiError(error));
    }
  });
  return () => {
    for (const socket of open) socket.terminate();
  };
}

function upgrade(handshake: Handshake, { services, keep }: UpgradeOptions & { readonly keep: (socket: Socket) => void }): void {
  const { request } = handshake;
  const url = parseUrl(request.url);
  const user = findUser(request, (token) => services.tokens.userOf(token, services.clock.now()));
  if (user === undefined) throw unauthorized;
  const place = url === undefined ? undefined : route(url.pathname);
  if (url === undefined || place?.kind !== "objects" || place.target.name === undefined || place.target.resource.plural !== "pods") throw resourceNotFound();
  const target: Target & { readonly name: string } = { ...place.target, name: place.target.name };
  // However it is asked for: to run something is to create.
  verifyAllowed(actingUser(user, request.headers), deedOf(place, { method: "POST", path: url.pathname, query: url.searchParams }));
  const call = { services, target };
  findPod(call);
  switch (target.subresource) {
    case "exec":
      upgradeToSession({ handshake, call, query: url.searchParams, keep }, startExec);
      return;
    case "portforward":
      upgradeToForward({ handshake, call, query: url.searchParams, keep });
      return;
    case "attach":
      upgradeToSession({ handshake, call, query: url.searchParams, keep }, startAttach);
      return;
    default:
      throw resourceNotFound();
  }
}

interface Upgrade {
  readonly handshake: Handshake;
  readonly call: Pick<NamedCall, "services" | "target">;
  readonly query: URLSearchParams;
  readonly keep: (socket: Socket) => void;
}

function upgradeToSession({ handshake, call, query, keep }: Upgrade, start: typeof startExec): void {
  // A client that falls back from WebSockets is to read what was wrong, not that it fell back.
  call.services.runtime.verifyPresent(findContainer(call, query.get("container")), start === startAttach ? "attach" : "exec");
  const protocol = chosen(handshake.request, execProtocols);
  const session = start(call, query);
  handshake.socket.once("close", () => session.exec.kill());
  acceptWebSocket(handshake, protocol, (socket) => {
    keep(socket);
    void serveExec(session, socket);
  });
}

function upgradeToForward({ handshake, call, query, keep }: Upgrade): void {
  verifyRunning(call);
  const { runtime } = call.services;
  const pod = { namespace: call.target.namespace ?? "", pod: call.target.name };
  const protocol = chosen(handshake.request, [portForwardProtocol, channelForwardProtocol]);
  const ports = protocol === channelForwardProtocol ? readPorts(query) : [];
  acceptWebSocket(handshake, protocol, (socket) => {
    keep(socket);
    if (protocol === portForwardProtocol) servePortForward(runtime, pod, socket);
    else serveChannelForward(runtime, pod, { socket, ports });
  });
}

function verifyRunning(call: Parameters<typeof findPod>[0]): void {
  const phase = findPod(call).status?.phase ?? "Pending";
  if (phase !== "Running") throw badRequest(`unable to forward port because pod is not running. Current status=${phase}`);
}

/** The first of our protocols that the client offers. Throws for one that speaks no WebSocket, as the SPDY of older clients. */
function chosen(request: IncomingMessage, known: readonly string[]): string {
  const offered = offeredProtocols(request);
  const protocol = known.find((each) => offered.includes(each));
  if (protocol === undefined || request.headers.upgrade?.toLowerCase() !== "websocket") {
    throw badRequest(`only WebSockets are served here, with one of the protocols ${known.join(", ")}`);
  }
  return protocol;
}

function refuse(socket: Duplex, error: ApiError): void {
  // What the node says is passed on as it is; kubectl puts its own words before it.
  const isPlain = error.reason === "";
  const body = isPlain ? error.message : `${JSON.stringify(statusOf(error))}\n`;
  const head = [
    `HTTP/1.1 ${error.code} ${error.reason}`,
    `content-type: ${isPlain ? "text/plain" : "application/json"}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  // Nobody reads from it any more, so nobody would notice that the client has gone.
  socket.resume();
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
