/** One request and the way to answer it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiError } from "../../api-error.ts";
import { statusOf } from "../errors.ts";
import { writeYaml } from "../yaml-door.ts";
import type { Answer } from "./accept.ts";
import type { User } from "./user.ts";

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly user: User;
}

export function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" });
  response.end(text);
}

export function sendJson(response: ServerResponse, code: number, body: unknown, contentType = "application/json"): void {
  response.writeHead(code, { "cache-control": "no-cache, private", "content-type": contentType });
  response.end(`${JSON.stringify(body)}\n`);
}

export function sendObject(response: ServerResponse, code: number, body: unknown, answer: Pick<Answer, "format">): void {
  if (answer.format === "json") {
    sendJson(response, code, body);
    return;
  }
  response.writeHead(code, { "cache-control": "no-cache, private", "content-type": "application/yaml" });
  response.end(writeYaml(body));
}

/** A Status for a refusal; when an answer has begun already, the connection is cut. */
export function sendError(response: ServerResponse, error: ApiError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.code === 413) response.setHeader("connection", "close");
  if (error.details?.retryAfterSeconds !== undefined) response.setHeader("retry-after", String(error.details.retryAfterSeconds));
  sendJson(response, error.code, statusOf(error));
}

/** Adds a Warning header, once for each text. */
export function warner(response: ServerResponse): (text: string) => void {
  const texts = new Set<string>();
  return (text) => {
    texts.add(text);
    const values = [...texts].map((each) => `299 - "${each.replace(/[\\"]/g, "\\$&").replace(/[^\x20-\x7e]/g, "?")}"`);
    if (!response.headersSent) response.setHeader("warning", values);
  };
}
