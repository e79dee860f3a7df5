import type { KubeObject } from "../../objects.ts";
import type { DeleteOptions } from "../../registry.ts";
import type { ResourceKind } from "../catalogue.ts";
import { badRequest, notFound } from "../errors.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { sendObject } from "../http/exchange.ts";
import { isObject } from "../json.ts";
import type { Call, NamedCall } from "./context.ts";
import { readCount, readDryRun } from "./options.ts";
import { presentList, presentObject } from "./present.ts";
import { readSelection } from "./selection.ts";

/** Kinds whose deletion is answered with the object; the others get a Status. */
const answeredWhole: ReadonlySet<string> = new Set(["pods", "services", "serviceaccounts"]);

export async function remove(call: NamedCall): Promise<void> {
  const { services, exchange, target, answer } = call;
  const { resource, namespace, name } = target;
  const options = await readDeleteOptions(call);
  const removed = services.registry.delete({ resource: resource.resource, namespace, name }, options);
  if (removed === undefined) throw notFound(resource, name);
  const waits = services.registry.get({ resource: resource.resource, namespace, name })?.metadata.uid === removed.metadata.uid && options.dryRun !== true;
  const whole = waits || answeredWhole.has(resource.plural);
  const body = whole ? presentObject(removed, { kind: resource, answer, query: exchange.query, now: services.clock.now() }) : success(resource, removed);
  sendObject(exchange.response, 200, body, answer);
}

export async function removeCollection(call: Call): Promise<void> {
  const { services, exchange, target, answer } = call;
  const options = await readDeleteOptions(call);
  const { matches } = readSelection(target, exchange.query);
  const matching = services.registry.list(target.resource.resource, target.namespace).filter(matches);
  for (const { metadata } of matching)
    services.registry.delete({ resource: target.resource.resource, namespace: metadata.namespace, name: metadata.name }, options);
  const metadata = { resourceVersion: String(services.registry.revision) };
  const body = presentList(matching, metadata, { kind: target.resource, answer, query: exchange.query, now: services.clock.now() });
  sendObject(exchange.response, 200, body, answer);
}

function success(kind: ResourceKind, object: KubeObject): unknown {
  const { name, uid } = object.metadata;
  const details = { name, ...(kind.group !== "" && { group: kind.group }), kind: kind.plural, ...(uid !== undefined && { uid }) };
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
}

async function readDeleteOptions({ services, exchange }: Call): Promise<DeleteOptions> {
  const { query } = exchange;
  const value = parseBody(await readBody(exchange.request), mediaTypeOf(exchange.request), services.admission);
  const body = isObject(value) ? value : {};
  const grace = typeof body.gracePeriodSeconds === "number" ? body.gracePeriodSeconds : readCount(query, "gracePeriodSeconds");
  const policy = readPolicy(body.propagationPolicy ?? query.get("propagationPolicy"), body.orphanDependents ?? query.get("orphanDependents"));
  const preconditions = isObject(body.preconditions) ? body.preconditions : undefined;
  const dryRun = readDryRun([...query.getAll("dryRun"), ...(Array.isArray(body.dryRun) ? body.dryRun.map(String) : [])]);
  return {
    ...(grace !== undefined && { gracePeriodSeconds: grace }),
    ...(policy !== undefined && { propagationPolicy: policy }),
    ...(preconditions !== undefined && { preconditions: preconditions as NonNullable<DeleteOptions["preconditions"]> }),
    dryRun,
  };
}

function readPolicy(policy: unknown, orphan: unknown): DeleteOptions["propagationPolicy"] {
  switch (policy) {
    case "Background":
    case "Foreground":
    case "Orphan":
      return policy;
    case null:
    case undefined:
      if (orphan === true || orphan === "true") return "Orphan";
      return orphan === false || orphan === "false" ? "Background" : undefined;
    default:
      throw badRequest(
        `invalid DeleteOptions: propagationPolicy: Unsupported value: ${JSON.stringify(policy)}: supported values: "Foreground", "Background", "Orphan"`,
      );
  }
}
