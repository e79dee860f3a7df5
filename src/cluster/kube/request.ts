/** One HTTP request to an API server, on node's own https: no proxy of the environment comes between. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { Readable } from "node:stream";
import { ok, type Reply, trouble, troubleOfError, troubleOfStatus } from "./trouble.ts";

export interface KubeRequest {
  /** https://host:port, without a path. */
  readonly server: string;
  /** With its query. */
  readonly path: string;
  /** TLS and authentication. */
  readonly options: RequestOptions;
  readonly method?: "GET" | "POST";
  readonly body?: string;
  readonly accept?: string;
  /** For the whole answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The whole body of a 2xx answer. Trouble "cut-short" when the connection ended before the body did. Never rejects. */
export async function requestText(request: KubeRequest): Promise<Reply<string>> {
  const limit = AbortSignal.timeout(request.timeoutMs);
  const opened = await openStream({ ...request, signal: AbortSignal.any([request.signal, limit]) });
  const ended = (): Reply<string> | undefined => {
    if (request.signal.aborted) return trouble("cancelled", "cancelled");
    if (limit.aborted) return trouble("timeout", `no answer from ${request.server} within ${request.timeoutMs} ms`);
    return undefined;
  };
  if (opened.status === "trouble") return ended() ?? opened;
  const { code, stream } = opened.value;
  let text = "";
  try {
    stream.setEncoding("utf8");
    for await (const chunk of stream) text += chunk as string;
  } catch (error) {
    return ended() ?? trouble("cut-short", `the answer of ${request.server} ended early: ${error instanceof Error ? error.message : String(error)}`);
  }
  return code >= 200 && code < 300 ? ok(text) : { status: "trouble", trouble: troubleOfStatus(code, text) };
}

/** Settles with the head of the answer; the stream errors when the connection is cut or the signal aborts. Never rejects. */
export function openStream(request: Omit<KubeRequest, "timeoutMs">): Promise<Reply<{ readonly code: number; readonly stream: Readable }>> {
  return new Promise((resolve) => {
    const url = new URL(request.server);
    const base = url.pathname === "/" ? "" : url.pathname.replace(/\/$/, "");
    const send = url.protocol === "http:" ? httpRequest : httpsRequest;
    const outgoing = send(
      {
        ...request.options,
        host: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port === "" ? undefined : Number(url.port),
        path: `${base}${request.path}`,
        method: request.method ?? "GET",
        headers: {
          ...request.options.headers,
          accept: request.accept ?? "application/json",
          ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        },
        signal: request.signal,
      },
      (response) => resolve(ok({ code: response.statusCode ?? 0, stream: response })),
    );
    outgoing.on("error", (error) => resolve({ status: "trouble", trouble: troubleOfError(error) }));
    outgoing.end(request.body);
  });
}
