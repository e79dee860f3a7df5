/** Commands in containers, over a WebSocket of channels: v5.channel.k8s.io and v4.channel.k8s.io. */
import { PassThrough, type Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { AttachRequest, Exec } from "../../container.ts";
import { badRequest } from "../errors.ts";
import type { NamedCall } from "../verbs/context.ts";
import { readFlag } from "../verbs/options.ts";
import { execStatus } from "./exec-status.ts";
import { findContainer } from "./pod-target.ts";
import type { Socket } from "./ws-door.ts";

export const execProtocols: readonly string[] = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 };

/** A command that was started; its streams wait for the client's connection. */
export interface Session {
  readonly exec: Exec;
  readonly stdin: PassThrough | undefined;
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
}

/** Throws ApiError when there is nothing to run, or nowhere. */
export function startExec(call: Pick<NamedCall, "services" | "target">, query: URLSearchParams): Session {
  const command = query.getAll("command");
  if (command.length === 0) throw badRequest("you must specify at least one command for the container");
  const target = findContainer(call, query.get("container"));
  const tty = readFlag(query, "tty");
  return startSession(query, (streams) => call.services.runtime.exec(target, { command, tty, ...streams }));
}

/** Joins the main process of a container. Throws ApiError when there is none to join. */
export function startAttach(call: Pick<NamedCall, "services" | "target">, query: URLSearchParams): Session {
  const target = findContainer(call, query.get("container"));
  return startSession(query, (streams) => call.services.runtime.attach(target, streams));
}

function startSession(query: URLSearchParams, start: (streams: AttachRequest) => Exec): Session {
  const stdin = readFlag(query, "stdin") ? new PassThrough() : undefined;
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  for (const stream of [stdin, stdout, stderr]) stream?.on("error", () => undefined);
  return { exec: start({ ...(stdin && { stdin }), stdout, stderr }), stdin, stdout, stderr };
}

/** Joins a session to its client, until either is done. */
export async function serveExec({ exec, stdin, stdout, stderr }: Session, socket: Socket): Promise<void> {
  socket.onClose(() => {
    exec.kill();
    stdin?.destroy();
    stdout.resume();
    stderr.resume();
  });
  socket.onMessage((message) => {
    const data = message.subarray(1);
    switch (message[0]) {
      case channel.stdin:
        feed(stdin, data, socket);
        break;
      case channel.resize:
        resize(exec, data);
        break;
      case channel.close:
        if (data[0] === channel.stdin) stdin?.end();
        break;
    }
  });
  socket.send(Buffer.from([channel.stdout]));
  const sent = [forward(stdout, channel.stdout, socket), forward(stderr, channel.stderr, socket)];
  const done = await exec.done;
  stdout.end();
  stderr.end();
  await Promise.allSettled(sent);
  socket.send(Buffer.concat([Buffer.from([channel.error]), Buffer.from(JSON.stringify(execStatus(done)))]));
  socket.close();
}

function feed(stdin: PassThrough | undefined, data: Buffer, socket: Socket): void {
  if (stdin === undefined || stdin.writableEnded || stdin.destroyed || stdin.write(data)) return;
  socket.pause();
  stdin.once("drain", () => socket.resume());
}

function forward(stream: Readable, number: number, socket: Socket): Promise<void> {
  stream.on("data", (data: Buffer) => {
    socket.send(Buffer.concat([Buffer.from([number]), data]));
    if (!socket.congested) return;
    stream.pause();
    socket.onDrain(() => stream.resume());
  });
  return finished(stream, { writable: false });
}

function resize(exec: Exec, data: Buffer): void {
  try {
    const { Width: columns, Height: rows } = JSON.parse(data.toString("utf8")) as { readonly Width?: unknown; readonly Height?: unknown };
    if (typeof columns === "number" && typeof rows === "number") exec.resize({ columns, rows });
  } catch {
    // A size that can't be read leaves the terminal as it is.
  }
}
