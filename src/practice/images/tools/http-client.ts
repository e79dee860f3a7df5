/** One HTTP request on a connection of the virtual network, by node's own client. */
import { type IncomingHttpHeaders, request } from "node:http";
import type { Duplex } from "node:stream";

export interface HttpAsk {
  readonly method: string;
  readonly path: string;
  /** As they are to be written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

export type HttpAnswer =
  | {
      readonly status: "answered";
      readonly code: number;
      readonly message: string;
      readonly version: string;
      readonly headers: IncomingHttpHeaders;
      /** Names and values by turns, as they came. */
      readonly rawHeaders: readonly string[];
      readonly body: Buffer;
    }
  /** empty: closed without a word. not-http: something else speaks there. */
  | { readonly status: "empty" | "not-http" | "reset" };

/** Rejects with the signal's reason. */
export function askHttp(socket: Duplex, ask: HttpAsk): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (answer: HttpAnswer): void => {
      resolve(answer);
      socket.destroy();
    };
    const abort = (): void => {
      reject(ask.signal.reason as Error);
      socket.destroy();
    };
    if (ask.signal.aborted) {
      abort();
      return;
    }
    ask.signal.addEventListener("abort", abort, { once: true });
    const outgoing = request({ createConnection: () => socket, method: ask.method, path: ask.path, setHost: false, headers: ask.headers }, (response) => {
      const chunks: Buffer[] = [];
      const done = (): void =>
        settle({
          status: "answered",
          code: response.statusCode ?? 0,
          message: response.statusMessage ?? "",
          version: response.httpVersion,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          body: Buffer.concat(chunks),
        });
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", done);
      response.on("error", done);
    });
    outgoing.on("error", (error: Error & { readonly code?: string }) => {
      settle({ status: error.code?.startsWith("HPE_") ? "not-http" : "empty" });
    });
    // Only what the tool itself would say is said.
    if (ask.headers.Connection === undefined) outgoing.removeHeader("connection");
    outgoing.end(ask.body);
  });
}
