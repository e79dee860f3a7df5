/** Lists of the API, read to their end and trusted only as far as they are lists. */
import type { KubeObject, ListQuery, ListResult, Trouble } from "../../../grader/model.ts";
import { findResource, type Resource, resourcePath, rightToList } from "./resource-paths.ts";
import { ok, type Reply, trouble } from "./trouble.ts";

/** The parsed answer of a GET. */
export type Get = (path: string) => Promise<Reply<unknown>>;

interface Page {
  readonly metadata: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items: readonly KubeObject[];
}

/** All items, in however many pages they come. */
export async function readList(query: ListQuery, get: Get): Promise<ListResult> {
  const resource = await findResource(query, get);
  if (resource.status === "trouble") return { status: "unreadable", trouble: resource.trouble };
  const all = await readPages(query, resource.value, get);
  // A page that took too long to be asked for is gone: from the beginning, once.
  const reply = all.status === "trouble" && all.trouble.detail.startsWith("HTTP 410") ? await readPages(query, resource.value, get) : all;
  return reply.status === "ok" ? { status: "read", items: reply.value } : { status: "unreadable", trouble: named(reply.trouble, query, resource.value) };
}

async function readPages(query: ListQuery, resource: Resource, get: Get): Promise<Reply<readonly KubeObject[]>> {
  const items: KubeObject[] = [];
  for (let page = ""; ; ) {
    const reply = await readPage(query, resource, get, page);
    if (reply.status === "trouble") return reply;
    // Items of a list say neither.
    for (const item of reply.value.items) items.push({ ...item, apiVersion: query.apiVersion, kind: query.kind });
    const next = reply.value.metadata.continue ?? "";
    if (next === "") return ok(items);
    page = `?continue=${encodeURIComponent(next)}`;
  }
}

/** The revision that a list has now; where a watch can begin. */
export async function readRevision(query: ListQuery, get: Get): Promise<Reply<string>> {
  const resource = await findResource(query, get);
  if (resource.status === "trouble") return resource;
  const reply = await readPage(query, resource.value, get, "?limit=1");
  return reply.status === "trouble" ? reply : ok(reply.value.metadata.resourceVersion ?? "0");
}

async function readPage(query: ListQuery, resource: Resource, get: Get, page: string): Promise<Reply<Page>> {
  const reply = await get(`${resourcePath(query, resource)}${page}`);
  if (reply.status === "trouble") return reply;
  const { kind, metadata = {}, items = [] } = (reply.value ?? {}) as { kind?: unknown; metadata?: Page["metadata"]; items?: unknown };
  if (typeof kind !== "string" || !kind.endsWith("List")) return trouble("not-kubernetes", `no list came back for ${query.kind}`);
  if (items !== null && !(Array.isArray(items) && items.every(isObject))) return trouble("not-kubernetes", `the list of ${query.kind} holds what is no object`);
  return ok({ metadata, items: items ?? [] });
}

function isObject(item: unknown): item is KubeObject {
  const metadata = (item as { metadata?: unknown } | null)?.metadata;
  return typeof metadata === "object" && metadata !== null && typeof (metadata as { name?: unknown }).name === "string";
}

/** A person can ask the cluster itself for the right that was missing. */
function named(found: Trouble, query: ListQuery, resource: Resource): Trouble {
  return found.code === "forbidden" ? { ...found, look: rightToList(query, resource) } : found;
}
