import { ApiError } from "../../api-error.ts";
import type { KubeObject } from "../../objects.ts";
import type { StoreChange } from "../../store/store.ts";
import { groupVersionOf } from "../catalogue.ts";
import { statusOf } from "../errors.ts";
import type { Call } from "./context.ts";
import { readCount, readFlag } from "./options.ts";
import { presentEvent } from "./present.ts";
import { expired, readRevision } from "./revision.ts";
import { readSelection, type Selection } from "./selection.ts";

/** A client that leaves this many bytes unread is cut off. */
const unreadLimit = 16 << 20;
const bookmarkEvery = 60_000;
const defaultTimeout = 45 * 60_000;

type EventType = StoreChange["type"] | "BOOKMARK";

/** Sends events until the client goes, its time is over, or the server closes. */
export function watch(call: Call): void {
  const { services, exchange, target, answer } = call;
  const { registry, clock } = services;
  const { query, response } = exchange;
  const selection = readSelection(target, query);
  const asked = readRevision(query.get("resourceVersion"), registry.revision);
  const initial = readInitialEvents(query);
  const bookmarks = readFlag(query, "allowWatchBookmarks");

  const forget = services.watches.add(() => response.end());
  response.writeHead(200, { "cache-control": "no-cache, private", "content-type": "application/json" });
  response.flushHeaders();
  let first = true;
  const send = (type: EventType, object: KubeObject): void => {
    const shown = presentEvent(object, { kind: target.resource, answer, query, now: clock.now(), first });
    if (type !== "BOOKMARK") first = false;
    write({ type, object: shown });
  };
  const write = (frame: unknown): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(`${JSON.stringify(frame)}\n`);
    if (response.writableLength > unreadLimit) response.destroy();
  };
  const bookmark = (annotations?: Readonly<Record<string, string>>): void => send("BOOKMARK", bookmarkOf(call, registry.revision, annotations));

  const since = asked === undefined || asked === 0 || initial ? undefined : registry.changesSince(target.resource.resource, asked);
  if (asked !== undefined && asked !== 0 && !initial && since === undefined) {
    write({ type: "ERROR", object: statusOf(expired(asked, registry.oldestRevision)) });
    response.end();
    forget();
    return;
  }
  const tell = (change: StoreChange): void => {
    const event = eventFor(change, selection);
    if (event !== undefined) send(event.type, event.object);
  };
  if (since !== undefined) for (const change of since) tell(change);
  else for (const object of registry.list(target.resource.resource, target.namespace)) if (selection.matches(object)) send("ADDED", object);
  if (initial && bookmarks) bookmark({ "k8s.io/initial-events-end": "true" });

  const stopWatching = registry.watchChanges(target.resource.resource, tell);
  const seconds = readCount(query, "timeoutSeconds");
  const timeout = clock.after(seconds !== undefined && seconds > 0 ? seconds * 1000 : defaultTimeout, () => response.end());
  let next = bookmarks ? clock.after(bookmarkEvery, remind) : undefined;
  function remind(): void {
    bookmark();
    next = clock.after(bookmarkEvery, remind);
  }
  response.once("close", () => {
    stopWatching();
    timeout.cancel();
    next?.cancel();
    forget();
  });
}

/** How a change looks to somebody who sees matching objects only. */
function eventFor(change: StoreChange, selection: Selection): { readonly type: StoreChange["type"]; readonly object: KubeObject } | undefined {
  const now = change.type !== "DELETED" && selection.matches(change.object);
  const before = change.previous !== undefined && selection.matches(change.previous);
  if (now) return { type: before ? "MODIFIED" : "ADDED", object: change.object };
  if (!before) return undefined;
  const left = change.type === "DELETED" ? change.object : withRevision(change.previous, change.revision);
  return { type: "DELETED", object: left };
}

function withRevision(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}

function bookmarkOf({ target }: Call, revision: number, annotations: Readonly<Record<string, string>> | undefined): KubeObject {
  const { resource } = target;
  const metadata = { resourceVersion: String(revision), creationTimestamp: null, ...(annotations && { annotations }) };
  return { kind: resource.kind, apiVersion: groupVersionOf(resource), metadata: metadata as unknown as KubeObject["metadata"] };
}

/** Whether the objects that are there come first, as a streamed list. */
function readInitialEvents(query: URLSearchParams): boolean {
  if (query.get("sendInitialEvents") === null) {
    if (query.get("resourceVersionMatch"))
      throw invalidWatch("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    return false;
  }
  if (query.get("resourceVersionMatch") !== "NotOlderThan") {
    throw invalidWatch("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
  }
  return readFlag(query, "sendInitialEvents");
}

function invalidWatch(field: string, why: string): ApiError {
  const message = `Forbidden: ${why}`;
  return new ApiError({
    code: 422,
    reason: "Invalid",
    message: `ListOptions.meta.k8s.io "" is invalid: ${field}: ${message}`,
    details: { group: "meta.k8s.io", kind: "ListOptions", causes: [{ reason: "FieldValueForbidden", message, field }] },
  });
}
