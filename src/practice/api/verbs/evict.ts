import { notFound } from "../errors.ts";
import { readBody } from "../http/body.ts";
import { sendJson } from "../http/exchange.ts";
import type { NamedCall } from "./context.ts";

/** There are no disruption budgets here: an eviction deletes the pod. */
export async function evict({ services, exchange, target }: NamedCall): Promise<void> {
  await readBody(exchange.request);
  const removed = services.registry.delete({ resource: "v1/pods", namespace: target.namespace, name: target.name });
  if (removed === undefined) throw notFound(target.resource, target.name);
  sendJson(exchange.response, 201, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 });
}
