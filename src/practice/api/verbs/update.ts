import type { KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { sendObject } from "../http/exchange.ts";
import { scaleOf } from "../registry/scale.ts";
import type { NamedCall } from "./context.ts";
import { inNamespace, readObject, verifyName } from "./input.ts";
import { readWriteQuery } from "./options.ts";
import { presentObject } from "./present.ts";
import { findTarget } from "./read.ts";

/** Kinds of which a PUT makes what isn't there. */
const madeByUpdate: ReadonlySet<ResourceName> = new Set(["v1/services", "v1/endpoints", "v1/events", "coordination.k8s.io/v1/leases"]);

export async function update(call: NamedCall): Promise<void> {
  const { services, exchange, target, answer } = call;
  const query = readWriteQuery(exchange);
  const subresource = subresourceOf(target.subresource);
  const object = subresource === "scale" ? await readScale(call) : await readObject(call, query);
  verifyName(object, target.name);
  const options = { ...query, warn: call.warn, ...(subresource && { subresource }) };
  const isNew =
    madeByUpdate.has(target.resource.resource) &&
    target.subresource === undefined &&
    services.registry.get({ ...target, resource: target.resource.resource }) === undefined;
  if (!isNew) findTarget(call);
  const updated = services.registry[isNew ? "create" : "update"](target.resource.resource, object, options);
  const shown = subresource === "scale" ? scaleOf(updated) : updated;
  sendObject(
    exchange.response,
    isNew ? 201 : 200,
    presentObject(shown, { kind: target.resource, answer, query: exchange.query, now: services.clock.now() }),
    answer,
  );
}

/** The parts of an object that are written apart; "finalize" of a Namespace is an update like any other. */
export function subresourceOf(name: string | undefined): "status" | "scale" | "ephemeralcontainers" | undefined {
  return name === "status" || name === "scale" || name === "ephemeralcontainers" ? name : undefined;
}

async function readScale(call: NamedCall): Promise<KubeObject> {
  const { exchange, services } = call;
  return inNamespace(call, parseBody(await readBody(exchange.request), mediaTypeOf(exchange.request), services.admission) as KubeObject);
}
