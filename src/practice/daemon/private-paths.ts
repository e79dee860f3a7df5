/** The paths under /svclab/ of a practice cluster's API server. Only its administrator is answered. */
import type { IncomingMessage, ServerResponse } from "node:http";

interface PrivateAnswer {
  readonly code: number;
  readonly body: unknown;
}

/** What is asked for can't be done, and why: answered with 400. */
export class PrivateRefusal extends Error {}

/** By "METHOD name". What else they throw is answered with 500 and its message. */
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
    const code = error instanceof PrivateRefusal ? 400 : 500;
    return { code, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new PrivateRefusal("the request is too large");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new PrivateRefusal("the request is no JSON");
  }
}

/** Those fields of a body, which must be texts. Throws PrivateRefusal. */
export function textsOf<K extends string>(body: unknown, ...names: readonly K[]): Readonly<Record<K, string>> {
  const fields = (typeof body === "object" ? body : undefined) as Readonly<Record<string, unknown>> | null | undefined;
  return Object.fromEntries(
    names.map((name) => {
      const value = fields?.[name];
      if (typeof value !== "string") throw new PrivateRefusal(`${name} must be a text`);
      return [name, value];
    }),
  ) as Record<K, string>;
}
