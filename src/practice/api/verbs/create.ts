import { sendObject } from "../http/exchange.ts";
import type { Call } from "./context.ts";
import { readObject } from "./input.ts";
import { readWriteQuery } from "./options.ts";
import { presentObject } from "./present.ts";

export async function create(call: Call): Promise<void> {
  const { services, exchange, target, answer } = call;
  const query = readWriteQuery(exchange);
  const object = await readObject(call, query);
  const created = services.registry.create(target.resource.resource, object, { ...query, warn: call.warn });
  sendObject(exchange.response, 201, presentObject(created, { kind: target.resource, answer, query: exchange.query, now: services.clock.now() }), answer);
}
