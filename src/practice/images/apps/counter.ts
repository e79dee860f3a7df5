/** ghcr.io/subicura/counter: counts its requests in redis (FACTS.md 1.1). */
import type { ServerResponse } from "node:http";
import type { Program } from "../machine/process.ts";
import { createRedisQueue } from "./redis-queue.ts";
import { answerJson, answerNotFound, answerText, logLine, serveWeb, untilStopped, WEB_PORT } from "./web-server.ts";

export const counterApp: Program = async (process) => {
  const host = process.env.get("REDIS_HOST") ?? "localhost";
  const port = process.env.get("REDIS_PORT") ?? "6379";
  const url = `redis://${host}:${port}`;
  // A Service named redis puts REDIS_PORT=tcp://… into the environment of pods that start after it.
  if (!/^redis:\/\/[^:/]*:\d+$/.test(url)) {
    await process.stderr.write(invalidUrl(url));
    return 1;
  }
  const redis = createRedisQueue(process, { host, port: Number(port) });
  const server = serveWeb(process, WEB_PORT, (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/") answerNotFound(request, response);
    else redis.increment("count", (reply) => answerCount(response, reply));
  });
  await logLine(process, `Server listening at http://0.0.0.0:${WEB_PORT}`);
  void redis.connected.then(() => logLine(process, `server listening on http://0.0.0.0:${WEB_PORT}`));
  return await untilStopped(process, () => {
    redis.close();
    server.close();
  });
};

function answerCount(response: ServerResponse, reply: { readonly value: number } | { readonly error: string }): void {
  if (response.destroyed) return;
  if ("value" in reply) answerText(response, `${reply.value}\n`);
  else answerJson(response, 500, { statusCode: 500, error: "Internal Server Error", message: reply.error });
}

function invalidUrl(url: string): string {
  return `node:internal/url:555
    throw new ERR_INVALID_URL(url);
    ^

TypeError [ERR_INVALID_URL]: Invalid URL
    at new NodeError (node:internal/errors:405:5)
    at new URL (node:internal/url:676:13)
    at Function.parseURL (/app/node_modules/@node-redis/client/dist/lib/client/index.js:142:76)
    at Object.<anonymous> (/app/app.js:6:22) {
  input: '${url}',
  code: 'ERR_INVALID_URL'
}
`;
}
