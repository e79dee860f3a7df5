/** One HTTP GET on a connection of its own, and how far it came. */
import { type ClientRequest, request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import type { HttpReply } from "../../../grader/model.ts";
import { errorCode, errorText } from "../kube/trouble.ts";

export interface HttpTry {
  readonly reply: HttpReply;
  /** False: not even a connection came about in time. The path is in question then, not who should have answered. */
  readonly connected: boolean;
}

export interface HttpTarget {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** A connection that is open already, in place of a socket to host and port. */
  readonly connection?: Duplex;
}

/** Largest body that is kept; the rest is dropped. */
const LARGEST_BODY = 100_000;

/** Never rejects. */
export function getOnce(target: HttpTarget): Promise<HttpTry> {
  const limit = AbortSignal.timeout(target.timeoutMs);
  return new Promise((resolve) => {
    let connected = target.connection !== undefined;
    const end = (reply: HttpReply): void => resolve({ reply, connected });
    const fail = (error: unknown): void => end(limit.aborted ? { outcome: "timeout", detail: `no answer within ${target.timeoutMs} ms` } : replyOf(error));
    let outgoing: ClientRequest;
    try {
      outgoing = httpRequest({
        host: target.host,
        port: target.port,
        path: target.path,
        headers: { connection: "close", "user-agent": "svclab", accept: "*/*" },
        signal: AbortSignal.any([limit, target.signal]),
        // Nothing is reused, and no proxy of the environment comes between. An agent, even none, would not take a connection that is open already.
        ...(target.connection === undefined ? { agent: false } : { createConnection: () => target.connection! }),
      });
    } catch (error) {
      fail(error);
      return;
    }
    outgoing.once("socket", (socket) => socket.once("connect", () => (connected = true)));
    outgoing.once("error", fail);
    outgoing.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        if (body.length < LARGEST_BODY) body += chunk;
      });
      response.once("error", fail);
      response.once("end", () => end({ outcome: "answered", code: response.statusCode ?? 0, body }));
    });
    outgoing.end();
  });
}

function replyOf(error: unknown): HttpReply {
  const detail = errorText(error);
  switch (errorCode(error)) {
    case "ECONNREFUSED":
      return { outcome: "refused", detail };
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return { outcome: "timeout", detail };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { outcome: "unresolved", detail };
    case "ECONNRESET":
    case "EPIPE":
      // Node calls an end before any answer by the same code as a reset.
      return { outcome: detail === "socket hang up" ? "empty" : "reset", detail };
    default:
      return { outcome: "failed", detail };
  }
}
