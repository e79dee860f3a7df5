/** From an HTTP request to its answer. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "../api-error.ts";
import { deedOf } from "./access/deed.ts";
import { actingUser } from "./access/impersonate.ts";
import { verifyAllowed } from "./access/rules.ts";
import { discover } from "./discovery.ts";
import { methodNotAllowed, toApiError } from "./errors.ts";
import { type Exchange, sendError, sendJson, sendText } from "./http/exchange.ts";
import { findUser } from "./http/user.ts";
import { encodeOpenApiV2, openApiProtobuf } from "./openapi-protobuf.ts";
import type { ApiServerOptions } from "./options.ts";
import { route } from "./router.ts";
import type { Services } from "./verbs/context.ts";
import { dispatch } from "./verbs/dispatch.ts";
import { review } from "./verbs/review.ts";
import { versionInfo } from "./version.ts";

export const unauthorized = new ApiError({ code: 401, reason: "Unauthorized", message: "Unauthorized" });

export interface HandlerOptions extends Pick<ApiServerOptions, "extra"> {
  readonly services: Services;
  /** host:port, as /api names it. */
  readonly address: () => string;
}

export function createHandler(options: HandlerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    response.setHeader("audit-id", randomUUID());
    answer(options, request, response).catch((error: unknown) => sendError(response, toApiError(error)));
  };
}

async function answer(options: HandlerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = parseUrl(request.url);
  if (url === undefined) {
    sendText(response, 400, "400 bad request\n");
    return;
  }
  const asking = findUser(request, (token) => options.services.tokens.userOf(token, options.services.clock.now()));
  if (url.pathname.startsWith("/svclab/") && options.extra?.(request, response, asking) === true) return;
  const place = route(url.pathname);
  if (place.kind === "health") return sendText(response, 200, "ok");
  if (place.kind === "version") return sendJson(response, 200, versionInfo);
  if (asking === undefined) throw unauthorized;
  const user = actingUser(asking, request.headers);
  const exchange: Exchange = { request, response, method: request.method ?? "GET", path: url.pathname, query: url.searchParams, user };
  verifyAllowed(user, deedOf(place, exchange));
  switch (place.kind) {
    case "discovery": {
      if (exchange.method !== "GET") throw methodNotAllowed();
      const found = discover(place.path, request.headers.accept, options.address());
      return found === undefined ? missing(response) : sendJson(response, 200, found.body, found.contentType);
    }
    case "openapi":
      return openApi(options.services, place.path, exchange);
    case "objects":
      return dispatch(options.services, exchange, place.target);
    case "virtual":
      return review(exchange, place.virtual, options.services.admission);
    case "absent":
      if (exchange.method !== "GET") return missing(response);
      return sendJson(response, 200, emptyList(place.listKind, options.services.registry.revision));
    case "nothing":
      return missing(response);
  }
}

function openApi({ admission }: Services, path: string, { request, response }: Exchange): void {
  if (path === "/openapi/v2" && request.headers.accept?.includes(openApiProtobuf.accept) === true) {
    response.writeHead(200, { "content-type": openApiProtobuf.contentType });
    response.end(encodeOpenApiV2(admission.openApiV2()));
    return;
  }
  const document = openApiDocument(admission, path);
  if (document === undefined) missing(response);
  else sendJson(response, 200, document);
}

function openApiDocument(admission: Services["admission"], path: string): unknown {
  if (path === "/openapi/v2") return admission.openApiV2();
  if (path === "/openapi/v3") return admission.openApiV3Index();
  return path.startsWith("/openapi/v3/") ? admission.openApiV3(path.slice("/openapi/v3/".length)) : undefined;
}

function emptyList(kind: string, revision: number): unknown {
  return { kind, apiVersion: "v1", metadata: { resourceVersion: String(revision) }, items: [] };
}

function missing(response: ServerResponse): void {
  sendText(response, 404, "404 page not found\n");
}

export function parseUrl(text: string | undefined): URL | undefined {
  try {
    return new URL(text ?? "/", "https://api");
  } catch {
    return undefined;
  }
}
