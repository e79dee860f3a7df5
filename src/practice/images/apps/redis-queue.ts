/** The counter app's redis client (node-redis 4): asks in order, keeps what waits while redis is away, and comes back by itself. */
import type { Duplex } from "node:stream";
import { NetworkError } from "../../pod-network.ts";
import type { Process } from "../machine/process.ts";
import { decodeReply } from "../redis/reply.ts";

export interface RedisQueue {
  /** Settles at the first connection; stays open where there never is one. */
  readonly connected: Promise<void>;
  increment(key: string, done: (reply: { readonly value: number } | { readonly error: string }) => void): void;
  close(): void;
}

type Done = Parameters<RedisQueue["increment"]>[1];

/** Requests that wait; the real one has no bound but its memory. */
const MOST_WAITING = 10_000;
const LONGEST_DELAY_MS = 500;

export function createRedisQueue(process: Process, { host, port }: { readonly host: string; readonly port: number }): RedisQueue {
  const { network, clock } = process.machine;
  const waiting: { readonly bytes: string; readonly done: Done; sent: boolean }[] = [];
  let socket: Duplex | undefined;
  let isClosed = false;
  let announce: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const send = (): void => {
    for (const item of waiting) {
      if (socket === undefined) return;
      if (item.sent) continue;
      item.sent = true;
      socket.write(item.bytes);
    }
  };
  const serve = (open: Duplex): Promise<void> => {
    socket = open;
    let received = "";
    open.on("error", () => undefined);
    open.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      for (let decoded = decodeReply(received); decoded !== undefined; decoded = decodeReply(received)) {
        received = received.slice(decoded.end);
        const { reply } = decoded;
        waiting.shift()?.done(reply.kind === "integer" ? { value: reply.value } : { error: reply.kind === "error" ? reply.text : "unexpected reply" });
      }
    });
    announce();
    send();
    return new Promise((resolve) => {
      open.on("end", () => open.end());
      open.on("close", () => {
        socket = undefined;
        // Whether redis counted these nobody knows: they fail, and only what was not yet sent is kept.
        for (const { done } of waiting.splice(0, waiting.filter(({ sent }) => sent).length)) done({ error: "Socket closed unexpectedly" });
        resolve();
      });
    });
  };
  const keepConnected = async (): Promise<void> => {
    for (let retries = 0; !isClosed; retries += 1) {
      try {
        const open = await network.connect(host, port, process.signal);
        retries = -1;
        await serve(open);
        if (!isClosed) await complain(process, "Error: Socket closed unexpectedly");
      } catch (error) {
        if (!(error instanceof NetworkError) || isClosed) return;
        await complain(process, errorWords(error, host, port));
      }
      await clock.sleep(Math.min(Math.max(retries, 1) * 50, LONGEST_DELAY_MS), process.signal);
    }
  };
  void keepConnected().catch(() => undefined);
  return {
    connected,
    increment(key, done) {
      if (waiting.length >= MOST_WAITING) done({ error: "too many requests wait for redis" });
      else waiting.push({ bytes: `*2\r\n$4\r\nINCR\r\n$${key.length}\r\n${key}\r\n`, done, sent: false });
      send();
    },
    close() {
      isClosed = true;
      socket?.destroy();
    },
  };
}

function complain(process: Process, text: string): Promise<void> {
  return process.stdout.write(`Redis Client Error ${text}\n`);
}

function errorWords(error: NetworkError, host: string, port: number): string {
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") return `Error: getaddrinfo ${error.code} ${host}`;
  return `Error: connect ${error.code} ${error.address ?? host}:${error.port ?? port}`;
}
