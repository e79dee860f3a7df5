import type { KubeObject } from "../../objects.ts";
import { notFound } from "../errors.ts";
import { sendObject } from "../http/exchange.ts";
import { scaleOf } from "../registry/scale.ts";
import type { NamedCall } from "./context.ts";
import { presentObject } from "./present.ts";
import { readRevision } from "./revision.ts";

/** The object that a call names. Throws ApiError NotFound. */
export function findTarget({ services, target }: Pick<NamedCall, "services" | "target">): KubeObject {
  const { resource, namespace, name } = target;
  const object = services.registry.get({ resource: resource.resource, namespace, name });
  if (object === undefined) throw notFound(resource, name);
  return object;
}

export function read(call: NamedCall): void {
  const { services, exchange, target, answer } = call;
  readRevision(exchange.query.get("resourceVersion"), services.registry.revision);
  const object = findTarget(call);
  const shown = target.subresource === "scale" ? scaleOf(object) : object;
  sendObject(exchange.response, 200, presentObject(shown, { kind: target.resource, answer, query: exchange.query, now: services.clock.now() }), answer);
}
