/** A real HTTP server (node:http) on the pod's virtual network, with fastify 3's answers for what it doesn't know. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Process } from "../machine/process.ts";

export const WEB_PORT = 3000;

export interface WebServer {
  close(): void;
}

export function serveWeb(process: Process, port: number, answer: (request: IncomingMessage, response: ServerResponse) => void): WebServer {
  const server = createServer({ keepAliveTimeout: 5000 }, answer);
  server.on("clientError", (_error, socket) => socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
  // Nothing of the host is bound: connections come from the virtual network alone.
  const listener = process.machine.network.listen(port, (socket) => void server.emit("connection", socket));
  return {
    close() {
      listener.close();
      server.closeAllConnections();
    },
  };
}

export function answerText(response: ServerResponse, text: string): void {
  answer(response, { code: 200, type: "text/plain", body: text });
}

export function answerNotFound(request: IncomingMessage, response: ServerResponse): void {
  answerJson(response, 404, { message: `Route ${request.method}:${request.url} not found`, error: "Not Found", statusCode: 404 });
}

export function answerJson(response: ServerResponse, code: number, value: unknown): void {
  answer(response, { code, type: "application/json", body: JSON.stringify(value) });
}

function answer(response: ServerResponse, { code, type, body }: { readonly code: number; readonly type: string; readonly body: string }): void {
  response.sendDate = false;
  response.writeHead(code, { "content-type": `${type}; charset=utf-8`, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** One line of pino, fastify's logger. */
export function logLine(process: Process, message: string): Promise<void> {
  const { clock, hostname } = process.machine;
  return process.stdout.write(`${JSON.stringify({ level: 30, time: clock.now(), pid: 7, hostname, msg: message })}\n`);
}

/** Settles with the exit code when the process is asked to end: node has no handler for SIGTERM, tini passes it on. */
export function untilStopped(process: Process, close: () => void): Promise<number> {
  return new Promise((resolve) => {
    const stop = (code: number): void => {
      close();
      resolve(code);
    };
    process.onSignal = (signal) => {
      if (signal !== 15 && signal !== 2) return false;
      stop(128 + signal);
      return true;
    };
    process.signal.addEventListener("abort", () => stop(137), { once: true });
  });
}
