/** Port-forwarding over WebSocket channels (v4.channel.k8s.io), as client libraries do it: channel 2i carries the data of port i, 2i+1 its errors. */
import type { Duplex } from "node:stream";
import type { NodeRuntime, PodTarget } from "../../node-runtime.ts";
import { badRequest } from "../errors.ts";
import type { Socket } from "./ws-door.ts";

export const channelForwardProtocol = "v4.channel.k8s.io";

/** Throws ApiError BadRequest. */
export function readPorts(query: URLSearchParams): readonly number[] {
  const ports = query.getAll("ports").flatMap((each) => each.split(",").map(Number));
  if (ports.length === 0) throw badRequest('query parameter "ports" is required');
  if (ports.length > 100 || ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65_535))
    throw badRequest('query parameter "ports" must be ports from 1 to 65535');
  return ports;
}

export function serveChannelForward(
  runtime: NodeRuntime,
  pod: PodTarget,
  { socket, ports }: { readonly socket: Socket; readonly ports: readonly number[] },
): void {
  const targets: (Promise<Duplex | undefined> | undefined)[] = ports.map((port, index) => {
    for (const number of [2 * index, 2 * index + 1]) socket.send(Buffer.from([number, port & 0xff, port >> 8]));
    return connect(runtime, { pod, port, index, socket });
  });
  socket.onMessage((message) => {
    const number = message[0] ?? 0;
    if (number % 2 !== 0) return;
    void targets[number / 2]?.then((target) => target?.write(message.subarray(1)));
  });
  socket.onClose(() => {
    for (const target of targets) void target?.then((each) => each?.destroy());
  });
}

interface Wanted {
  readonly pod: PodTarget;
  readonly port: number;
  readonly index: number;
  readonly socket: Socket;
}

async function connect(runtime: NodeRuntime, { pod, port, index, socket }: Wanted): Promise<Duplex | undefined> {
  try {
    const target = await runtime.connect(pod, port);
    target.on("data", (bytes: Buffer) => {
      socket.send(Buffer.concat([Buffer.from([2 * index]), bytes]));
      if (!socket.congested) return;
      target.pause();
      socket.onDrain(() => target.resume());
    });
    target.on("error", () => target.destroy());
    target.once("close", () => socket.close());
    return target;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    socket.send(Buffer.concat([Buffer.from([2 * index + 1]), Buffer.from(why)]));
    socket.close();
    return undefined;
  }
}
