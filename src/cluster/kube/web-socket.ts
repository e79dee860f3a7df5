/** WebSockets to the API server, ended when told, that say why they were refused. */
import type { ClientRequest, IncomingMessage } from "node:http";
import { PassThrough, Readable, type Writable } from "node:stream";
import { Exec, type KubeConfig } from "@kubernetes/client-node";
import { WebSocket } from "ws";
import { textOf } from "./request.ts";
import { type Reply, troubleOfStatus } from "./trouble.ts";

/** What is used of a WebSocket once it is open. */
export interface Socket {
  readonly readyState: number;
  onclose: unknown;
}

const LARGEST_REFUSAL = 10_000;

/** The server answered the handshake with something else. */
export class HandshakeRefused extends Error {
  readonly reply: Extract<Reply<never>, { status: "trouble" }>;

  constructor(code: number, body: string) {
    const trouble = troubleOfStatus(code, body);
    super(trouble.detail);
    this.name = "HandshakeRefused";
    this.reply = { status: "trouble", trouble };
  }
}

/** For Exec and PortForward of client-node. When the signal aborts the connection is torn down, whether it is open yet or not. */
export function createHandler(config: KubeConfig, signal: AbortSignal): Handler {
  // The handler closes the streams it is given; its own choice would be those of this process.
  const nowhere = (): Writable => new PassThrough().resume();
  const open = (uri: string, protocols: string[], options: object): WebSocket => {
    const socket = new WebSocket(uri, protocols, options);
    const end = (): void => socket.terminate();
    signal.addEventListener("abort", end, { once: true });
    socket.once("close", () => signal.removeEventListener("abort", end));
    socket.on("error", () => {});
    socket.on("unexpected-response", (request, response) => void refuse(socket, request, response));
    if (signal.aborted) end();
    return socket;
  };
  const { handler } = new Exec(config);
  Object.assign(handler, { socketFactory: open, streams: { stdin: Readable.from([]), stdout: nowhere(), stderr: nowhere() } });
  const connect: Handler["connect"] = (path, onText, onBytes) =>
    handler.connect(path, onText, onBytes && ((stream, bytes) => heard(() => onBytes(stream, bytes))));
  return { connect };
}

type Handler = Exec["handler"];

/** Bytes that client-node can't make sense of throw where nobody could catch it: the connection is given up instead. */
function heard(listen: () => boolean): boolean {
  try {
    return listen();
  } catch {
    return false;
  }
}

async function refuse(socket: WebSocket, request: ClientRequest, response: IncomingMessage): Promise<void> {
  const body = await textOf(response, LARGEST_REFUSAL).catch(() => "");
  socket.emit("error", new HandshakeRefused(response.statusCode ?? 0, body ?? ""));
  request.destroy();
  socket.terminate();
}
