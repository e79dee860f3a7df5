/** The object in a request's body, decoded and set in the place that the path names. */
import type { KubeObject } from "../../objects.ts";
import { badRequest } from "../errors.ts";
import { mediaTypeOf, parseBody, readBody } from "../http/body.ts";
import { isObject } from "../json.ts";
import type { Call } from "./context.ts";
import type { WriteQuery } from "./options.ts";

export async function readObject(call: Call, query: WriteQuery): Promise<KubeObject> {
  const { services, exchange, target } = call;
  const value = parseBody(await readBody(exchange.request), mediaTypeOf(exchange.request), services.admission);
  const { object, warnings } = services.admission.decodeBody(target.resource.resource, value, query.fieldValidation);
  for (const warning of warnings) call.warn(warning);
  return inNamespace(call, object);
}

/** Throws ApiError BadRequest when object and path name different namespaces. */
export function inNamespace({ target }: Call, object: KubeObject): KubeObject {
  const metadata = isObject(object.metadata) ? object.metadata : { name: "" };
  const { namespace, ...rest } = metadata as KubeObject["metadata"];
  if (!target.resource.namespaced) return { ...object, metadata: rest };
  if (namespace !== undefined && namespace !== "" && target.namespace !== undefined && namespace !== target.namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  return { ...object, metadata: { ...rest, namespace: target.namespace ?? namespace ?? "default" } };
}

/** Throws ApiError BadRequest when object and path name different objects. */
export function verifyName(object: KubeObject, name: string): void {
  const given = object.metadata.name;
  if (given === undefined || given === "") throw badRequest(`name must be provided`);
  if (given !== name) throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
}
