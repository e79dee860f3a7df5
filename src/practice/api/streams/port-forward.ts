/** `kubectl port-forward`: SPDY streams inside a WebSocket, a pair for each connection to a port of the pod. */
import type { Duplex } from "node:stream";
import type { NodeRuntime, PodTarget } from "../../node-runtime.ts";
import { SpdyConnection, type SpdyStream } from "./spdy/connection.ts";
import type { Socket } from "./ws-door.ts";

export const portForwardProtocol = "SPDY/3.1+portforward.k8s.io";

interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
}

/** Serves a client until its connection is gone. */
export function servePortForward(runtime: NodeRuntime, pod: PodTarget, socket: Socket): void {
  const pairs = new Map<string, Pair>();
  const connection = new SpdyConnection({ send: (bytes) => socket.send(bytes), close: () => socket.close() }, (stream) => {
    const id = stream.headers.get("requestid") ?? stream.headers.get("port") ?? "";
    const pair = pairs.get(id) ?? {};
    pairs.set(id, pair);
    if (stream.headers.get("streamtype") === "error") pair.error = stream;
    else pair.data = stream;
    const { error, data } = pair;
    if (error === undefined || data === undefined) return;
    pairs.delete(id);
    void forward(runtime, pod, { error, data, socket });
  });
  socket.onMessage((bytes) => {
    socket.pause();
    void connection.receive(bytes).then(() => socket.resume());
  });
  socket.onClose(() => connection.close());
}

interface Link {
  readonly error: SpdyStream;
  readonly data: SpdyStream;
  readonly socket: Socket;
}

async function forward(runtime: NodeRuntime, pod: PodTarget, { error, data, socket }: Link): Promise<void> {
  const port = Number(data.headers.get("port"));
  const early: (Buffer | undefined)[] = [];
  data.onData = (bytes) => early.push(bytes);
  let gone = false;
  data.onReset = () => {
    gone = true;
  };
  let target: Duplex;
  try {
    target = await runtime.connect(pod, port);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    error.write(Buffer.from(why));
    error.end();
    data.end();
    return;
  }
  const over = (): void => {
    data.end();
    error.end();
  };
  const give = (bytes: Buffer | undefined): void => {
    if (bytes === undefined) target.end();
    else target.write(bytes);
  };
  target.on("data", (bytes: Buffer) => {
    data.write(bytes);
    if (!socket.congested) return;
    target.pause();
    socket.onDrain(() => target.resume());
  });
  target.once("end", over);
  target.once("error", over);
  target.once("close", over);
  data.onReset = () => target.destroy();
  if (gone) target.destroy();
  data.onData = give;
  for (const bytes of early) give(bytes);
}
