/** The only door to the ws package. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";

/** Bytes of one message. */
const messageLimit = 4 << 20;
/** Bytes that may wait for a slow client before what feeds it should pause. */
const highWater = 1 << 20;

export interface Socket {
  send(bytes: Buffer): void;
  /** Whether the client is slow to take what was sent. */
  readonly congested: boolean;
  /** Called when it is no longer. */
  onDrain(listener: () => void): void;
  onMessage(listener: (bytes: Buffer) => void): void;
  onClose(listener: () => void): void;
  /** Stops and starts reading from the client. */
  pause(): void;
  resume(): void;
  close(): void;
  terminate(): void;
}

export interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** The client's subprotocols, in its order. */
export function offeredProtocols(request: IncomingMessage): readonly string[] {
  return (request.headers["sec-websocket-protocol"] ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** Answers the handshake with that subprotocol. `onOpen` is not called when the client's request is no WebSocket handshake: it is told so. */
export function acceptWebSocket({ request, socket, head }: Handshake, protocol: string, onOpen: (socket: Socket) => void): void {
  const server = new WebSocketServer({ noServer: true, maxPayload: messageLimit, perMessageDeflate: false });
  // ws refuses names with a slash, which kubectl's tunnelled SPDY has; so it is not shown the header, and the answer is added for it.
  request.headers["sec-websocket-protocol"] = undefined;
  server.once("headers", (headers: string[]) => headers.push(`Sec-WebSocket-Protocol: ${protocol}`));
  server.handleUpgrade(request, socket, head, (webSocket) => onOpen(wrap(webSocket)));
}

function wrap(socket: WebSocket): Socket {
  let drained: (() => void) | undefined;
  socket.on("error", () => socket.terminate());
  return {
    get congested() {
      return socket.bufferedAmount > highWater;
    },
    send(bytes) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(bytes, { binary: true }, () => {
        if (drained === undefined || socket.bufferedAmount > highWater) return;
        const listener = drained;
        drained = undefined;
        listener();
      });
    },
    onDrain(listener) {
      drained = listener;
    },
    onMessage(listener) {
      socket.on("message", (data) => listener(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)));
    },
    onClose(listener) {
      socket.on("close", listener);
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
}
