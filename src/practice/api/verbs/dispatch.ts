import { methodNotAllowed } from "../errors.ts";
import { chooseAnswer } from "../http/accept.ts";
import { type Exchange, warner } from "../http/exchange.ts";
import type { Target } from "../router.ts";
import { logs } from "../streams/logs.ts";
import { proxyToPod, proxyToService } from "../streams/proxy.ts";
import type { Call, NamedCall, Services } from "./context.ts";
import { create } from "./create.ts";
import { remove, removeCollection } from "./delete.ts";
import { evict } from "./evict.ts";
import { list } from "./list.ts";
import { readFlag } from "./options.ts";
import { patch } from "./patch.ts";
import { read } from "./read.ts";
import { createToken } from "./token.ts";
import { update } from "./update.ts";
import { watch } from "./watch.ts";

const endpointsWarning = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";

/** Answers a request about objects. Rejects with an ApiError when it is refused. */
export async function dispatch(services: Services, exchange: Exchange, target: Target): Promise<void> {
  const warn = warner(exchange.response);
  if (target.resource.resource === "v1/endpoints") warn(endpointsWarning);
  const streamed = target.subresource === "log" || target.subresource === "proxy";
  const accept = streamed ? undefined : exchange.request.headers.accept;
  const call: Call = { services, exchange, target, answer: chooseAnswer(accept), warn };
  const { name } = target;
  if (name === undefined) await onCollection(call);
  else if (target.subresource === undefined) await onObject({ ...call, target: { ...target, name } });
  else await onPart({ ...call, target: { ...target, name } }, target.subresource);
}

async function onCollection(call: Call): Promise<void> {
  const { exchange, target } = call;
  switch (exchange.method) {
    case "GET":
    case "HEAD":
      return readFlag(exchange.query, "watch") ? watch(call) : list(call);
    case "POST":
      verifyVerb(call, "create");
      if (target.resource.namespaced && target.namespace === undefined) throw methodNotAllowed();
      return create(call);
    case "DELETE":
      if (!target.resource.verbs.includes("deletecollection") || (target.resource.namespaced && target.namespace === undefined)) throw methodNotAllowed();
      return removeCollection(call);
    default:
      throw methodNotAllowed();
  }
}

async function onObject(call: NamedCall): Promise<void> {
  switch (call.exchange.method) {
    case "GET":
    case "HEAD":
      return readFlag(call.exchange.query, "watch") ? watch(call) : read(call);
    case "PUT":
      verifyVerb(call, "update");
      return update(call);
    case "PATCH":
      verifyVerb(call, "patch");
      return patch(call);
    case "DELETE":
      return remove(call);
    default:
      throw methodNotAllowed();
  }
}

function verifyVerb({ target }: Call, verb: string): void {
  if (!target.resource.verbs.includes(verb)) throw methodNotAllowed();
}

async function onPart(call: NamedCall, subresource: string): Promise<void> {
  const { method } = call.exchange;
  const { resource } = call.target;
  switch (subresource) {
    case "status":
    case "ephemeralcontainers":
    case "scale":
    case "finalize":
      if (method === "GET" && subresource !== "finalize") return read(call);
      if (method === "PUT") return update(call);
      if (method === "PATCH" && subresource !== "finalize") return patch(call);
      throw methodNotAllowed();
    case "log":
      if (method !== "GET") throw methodNotAllowed();
      return logs(call);
    case "token":
      if (method !== "POST") throw methodNotAllowed();
      return createToken(call);
    case "eviction":
      if (method !== "POST") throw methodNotAllowed();
      return evict(call);
    case "proxy":
      if (resource.plural === "pods") return proxyToPod(call);
      if (resource.plural === "services") return proxyToService(call);
      throw methodNotAllowed();
    default:
      // exec, attach and port-forward are answered where a connection is upgraded.
      throw methodNotAllowed();
  }
}
