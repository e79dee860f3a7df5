/** One HTTP request to an API server, on node's own https: no proxy of the environment comes between. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { errorText, ok, type Reply, trouble, troubleOfError, troubleOfStatus } from "./trouble.ts";

export interface KubeRequest {
  /** https://host:port, without a path. */
  readonly server: string;
  /** With its query. */
  readonly path: string;
  /** TLS and authentication. */
  readonly options: RequestOptions;
  readonly accept?: string;
  /** For the whole answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Characters; what goes on for longer is no answer of an API server to what the labs ask. */
const LARGEST_ANSWER = 64 << 20;
/** Where the server doesn't say when to come again. */
const AGAIN_MS = 200;

/** The whole body of a 2xx answer. Trouble "cut-short" when the connection ended before the body did. Never rejects. */
export async function requestText(request: KubeRequest): Promise<Reply<string>> {
  const limit = AbortSignal.timeout(Math.max(0, Math.round(request.timeoutMs)));
  const opened = await openStream({ ...request, signal: AbortSignal.any([request.signal, limit]) });
  const ended = (): Reply<string> | undefined => {
    if (request.signal.aborted) return trouble("cancelled", "cancelled");
    if (limit.aborted) return trouble("timeout", `no answer from ${request.server} in time`);
    return undefined;
  };
  if (opened.status === "trouble") return ended() ?? opened;
  const { value: response } = opened;
  try {
    const text = await textOf(response, LARGEST_ANSWER);
    if (text === undefined) return trouble("not-kubernetes", `${request.server}: an answer without end`);
    return isSuccess(response) ? ok(text) : refusal(response, text);
  } catch (error) {
    return ended() ?? { ...trouble("cut-short", `the answer of ${request.server} ended early: ${errorText(error)}`), againMs: AGAIN_MS };
  }
}

function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** The text of an answer; undefined when it is longer than that. Rejects when it is cut. */
export async function textOf(response: IncomingMessage, most: number): Promise<string | undefined> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) {
    text += chunk as string;
    if (text.length > most) return undefined;
  }
  return text;
}

function refusal(response: IncomingMessage, text: string): Reply<string> {
  const code = response.statusCode ?? 0;
  const refused = { status: "trouble", trouble: troubleOfStatus(code, text) } as const;
  return code === 429 || code === 502 || code === 503 ? { ...refused, againMs: retryAfter(response.headers["retry-after"]) } : refused;
}

/** Seconds, as API servers give them; a date is as good as nothing. */
function retryAfter(header: string | undefined): number {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) * 1000 : AGAIN_MS;
}

/** Settles with the head of the answer; it errors when the connection is cut or the signal aborts. Never rejects. */
export function openStream(request: Omit<KubeRequest, "timeoutMs">): Promise<Reply<IncomingMessage>> {
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
        method: "GET",
        headers: { ...request.options.headers, accept: request.accept ?? "application/json" },
        signal: request.signal,
      },
      (response) => resolve(ok(response)),
    );
    outgoing.on("error", (error) => {
      const failed = { status: "trouble", trouble: troubleOfError(error) } as const;
      // A kept connection that was closed as it was used says nothing about the server.
      if (isBroken(error) && outgoing.reusedSocket && !request.signal.aborted) resolve(openStream(request));
      else resolve(isBroken(error) ? { ...failed, againMs: AGAIN_MS } : failed);
    });
    outgoing.end();
  });
}

/** It was up and broke off; a server that starts anew does that to everybody. */
function isBroken(error: NodeJS.ErrnoException): boolean {
  return error.code === "ECONNRESET" || error.code === "EPIPE";
}
