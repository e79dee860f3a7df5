import type { KubeObject } from "../../objects.ts";
import { keyOf } from "../../store/keys.ts";
import { badRequest } from "../errors.ts";
import { sendObject } from "../http/exchange.ts";
import type { Call } from "./context.ts";
import { readCount } from "./options.ts";
import { type ListMeta, presentList } from "./present.ts";
import { readRevision } from "./revision.ts";
import { readSelection } from "./selection.ts";

export function list(call: Call): void {
  const { services, exchange, target, answer } = call;
  const { registry } = services;
  const { query } = exchange;
  readRevision(query.get("resourceVersion"), registry.revision);
  const selection = readSelection(target, query);
  const matching = registry.list(target.resource.resource, target.namespace).filter(selection.matches);
  const page = pageOf(matching, { limit: readCount(query, "limit") ?? 0, from: query.get("continue") ?? "", revision: registry.revision });
  const metadata: ListMeta = {
    resourceVersion: String(page.revision),
    ...(page.next !== undefined && { continue: page.next, ...(!selection.narrowed && { remainingItemCount: page.remaining }) }),
  };
  const body = presentList(page.objects, metadata, { kind: target.resource, answer, query, now: services.clock.now() });
  sendObject(exchange.response, 200, body, answer);
}

interface Page {
  readonly objects: readonly KubeObject[];
  readonly revision: number;
  readonly next: string | undefined;
  readonly remaining: number;
}

function pageOf(all: readonly KubeObject[], request: { readonly limit: number; readonly from: string; readonly revision: number }): Page {
  const token = request.from === "" ? undefined : readToken(request.from);
  const after = token === undefined ? all : all.filter((object) => keyOf(object) > token.start);
  const revision = token?.revision ?? request.revision;
  if (request.limit <= 0 || after.length <= request.limit) return { objects: after, revision, next: undefined, remaining: 0 };
  const objects = after.slice(0, request.limit);
  return { objects, revision, next: writeToken({ start: keyOf(objects.at(-1)!), revision }), remaining: after.length - objects.length };
}

interface Token {
  /** Key of the last object that was told. */
  readonly start: string;
  readonly revision: number;
}

function writeToken({ start, revision }: Token): string {
  return Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: revision, start: `${start}\u0000` })).toString("base64url");
}

function readToken(text: string): Token {
  try {
    const { v, rv, start } = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Record<string, unknown>;
    if (v === "meta.k8s.io/v1" && typeof rv === "number" && typeof start === "string") return { start: start.slice(0, -1), revision: rv };
  } catch {
    // Told below, as any other key that is none of ours.
  }
  throw badRequest("continue key is not valid: illegal base64 data or unknown version");
}
