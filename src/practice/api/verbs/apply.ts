import { ApiError } from "../../api-error.ts";
import type { KubeObject } from "../../objects.ts";
import { groupVersionOf } from "../catalogue.ts";
import { badRequest } from "../errors.ts";
import { sendObject } from "../http/exchange.ts";
import { isObject } from "../json.ts";
import { appliedObject } from "../patch/apply.ts";
import { typedErrors } from "../patch/typed-errors.ts";
import { scaleOf } from "../registry/scale.ts";
import { parseYaml } from "../yaml-door.ts";
import type { NamedCall } from "./context.ts";
import { inNamespace, verifyName } from "./input.ts";
import { readFlag, readWriteQuery } from "./options.ts";
import { presentObject } from "./present.ts";
import { subresourceOf } from "./update.ts";

/** Server-side apply of a body in YAML or JSON. */
export function apply(call: NamedCall, body: string): void {
  const { services, exchange, target, answer } = call;
  const { resource, namespace, name } = target;
  const query = readWriteQuery(exchange);
  if (!exchange.query.get("fieldManager")) throw managerRequired();
  const config = readConfig(call, body);
  const live = services.registry.get({ resource: resource.resource, namespace, name });
  const subresource = subresourceOf(target.subresource);
  const applied = appliedObject({
    config,
    live,
    schema: services.admission.schemaOf(resource.resource),
    manager: query.fieldManager,
    subresource,
    force: readFlag(exchange.query, "force"),
    now: services.clock.now(),
  });
  // Decoding drops what merging has left empty.
  const { object } = services.admission.decodeBody(resource.resource, applied, "Ignore");
  const options = { ...query, warn: call.warn, managedFields: "given" as const, ...(subresource && { subresource }) };
  const stored =
    live === undefined ? services.registry.create(resource.resource, object, options) : services.registry.update(resource.resource, object, options);
  const shown = subresource === "scale" ? scaleOf(stored) : stored;
  const presented = presentObject(shown, { kind: resource, answer, query: exchange.query, now: services.clock.now() });
  sendObject(exchange.response, live === undefined ? 201 : 200, presented, answer);
}

function readConfig(call: NamedCall, body: string): KubeObject {
  const { target } = call;
  const value = parseYaml(body);
  if (!isObject(value)) throw badRequest("error decoding YAML: the body is no object");
  const { resource } = target;
  if (value.apiVersion !== groupVersionOf(resource) || value.kind !== resource.kind) {
    throw badRequest(`Incorrect version specified in apply patch. Specified patch version: ${String(value.apiVersion)}, expected: ${groupVersionOf(resource)}`);
  }
  if (isObject(value.metadata) && value.metadata.managedFields !== undefined) throw badRequest("metadata.managedFields must be nil");
  verifyFields(call, value);
  const named = isObject(value.metadata) ? value : { ...value, metadata: {} };
  const metadata = { name: target.name, ...(named.metadata as object) } as KubeObject["metadata"];
  const object = inNamespace(call, { ...named, metadata } as unknown as KubeObject);
  verifyName(object, target.name);
  const { status: _status, ...rest } = object;
  return target.subresource === "status" ? object : (rest as KubeObject);
}

/** Fields that the kind doesn't have, or that are of another type: no validation, whatever the client asks for, lets them pass. */
function verifyFields({ services, target }: NamedCall, value: unknown): void {
  const errors = typedErrors(value, services.admission.schemaOf(target.resource.resource));
  if (errors.length === 0) return;
  const why = errors.length === 1 ? errors[0]! : ["errors:", ...errors.map((each) => `  ${each}`)].join("\n");
  const where = target.resource.namespaced ? `${target.namespace ?? "default"}/${target.name}` : `/${target.name}`;
  const { group, version, kind } = target.resource;
  const message = `failed to create typed patch object (${where}; ${group}/${version}, Kind=${kind}): ${why}`;
  throw new ApiError({ code: 500, reason: "Unknown", message });
}

function managerRequired(): ApiError {
  const message = "Required value: is required for apply patch";
  return new ApiError({
    code: 422,
    reason: "Invalid",
    message: `PatchOptions.meta.k8s.io "" is invalid: fieldManager: ${message}`,
    details: { group: "meta.k8s.io", kind: "PatchOptions", causes: [{ reason: "FieldValueRequired", message, field: "fieldManager" }] },
  });
}
