/** The paths under /svclab/ of a practice cluster's API server. Only its administrator is answered. */
import type { IncomingMessage, ServerResponse } from "node:http";

interface PrivateAnswer {
  readonly code: number;
  readonly body: unknown;
}

/** By "METHOD name". What they throw is answered with 500 and its message. */
export type PrivatePaths = Readonly<Record<string, (body: unknown, signal: AbortSignal) => PrivateAnswer | Promise<PrivateAnswer>>>;

const LARGEST_BODY = 1_000_000;

export function servePrivatePaths(paths: PrivatePaths) {
  return (request: IncomingMessage, response: ServerResponse, user: { readonly name: string; readonly groups: readonly string[] } | undefined): boolean => {
    const path = new URL(request.url ?? "/", "https://localhost").pathname;
    if (!path.startsWith("/svclab/")) return false;
    const handler = user?.groups.includes("system:masters") ? paths[`${request.method} ${path.slice("/svclab/".length)}`] : () => ({ code: 403, body: {} });
    void answer(handler, request, response);
    return true;
  };
}

async function answer(handler: PrivatePaths[string] | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const { code, body } = await outcome(handler, request, gone.signal);
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function outcome(handler: PrivatePaths[string] | undefined, request: IncomingMessage, signal: AbortSignal): Promise<PrivateAnswer> {
  if (handler === undefined) return { code: 404, body: {} };
  try {
    return await handler(await readBody(request), signal);
  } catch (error) {
    return { code: 500, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("the request is too large");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
