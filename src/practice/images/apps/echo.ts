/** ghcr.io/subicura/echo: answers with what it was asked, as YAML (FACTS.md 1.2). */
import type { IncomingMessage } from "node:http";
import { stringify } from "yaml";
import type { Program } from "../machine/process.ts";
import { answerNotFound, answerText, logLine, serveWeb, untilStopped, WEB_PORT } from "./web-server.ts";

export function echoApp(version: "v1" | "v2"): Program {
  return async (process) => {
    const { hostname } = process.machine;
    const server = serveWeb(process, WEB_PORT, (request, response) => {
      if (request.method !== "GET" || request.url?.split("?")[0] !== "/") answerNotFound(request, response);
      else answerText(response, describe(request, version, hostname));
    });
    await logLine(process, `Server listening at http://0.0.0.0:${WEB_PORT}`);
    await logLine(process, `server listening on http://0.0.0.0:${WEB_PORT}`);
    return await untilStopped(process, () => server.close());
  };
}

function describe(request: IncomingMessage, version: string, hostname: string): string {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URL(request.url ?? "/", "http://echo").searchParams) {
    const before = query[name];
    query[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return stringify({ version, hostname, headers: { ...request.headers }, query }, { singleQuote: true, lineWidth: 0 });
}
