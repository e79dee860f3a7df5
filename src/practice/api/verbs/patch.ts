import type { KubeObject } from "../../objects.ts";
import { badRequest, unsupportedMediaType } from "../errors.ts";
import { mediaTypeOf, parseJson, readBody } from "../http/body.ts";
import { sendObject } from "../http/exchange.ts";
import { applyJsonPatch } from "../patch/json-patch-door.ts";
import { mergePatch } from "../patch/merge.ts";
import { type PatchRequest, patchedObject } from "../patch/patched.ts";
import { scaleOf } from "../registry/scale.ts";
import { apply } from "./apply.ts";
import type { NamedCall } from "./context.ts";
import { readWriteQuery } from "./options.ts";
import { presentObject } from "./present.ts";
import { findTarget } from "./read.ts";
import { subresourceOf } from "./update.ts";

const types = ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"];

export async function patch(call: NamedCall): Promise<void> {
  const { services, exchange, target, answer } = call;
  const mediaType = mediaTypeOf(exchange.request);
  if (!types.includes(mediaType)) throw unsupportedMediaType(types);
  const body = (await readBody(exchange.request)).toString("utf8");
  if (mediaType === "application/apply-patch+yaml") {
    apply(call, body);
    return;
  }
  const query = readWriteQuery(exchange);
  const current = findTarget(call);
  const type = typeOf(mediaType);
  const request = { type, patch: parseJson(body, type === "strategic" ? "" : "error decoding patch: ") };
  const subresource = subresourceOf(target.subresource);
  const { resource } = target.resource;
  const patched =
    subresource === "scale"
      ? patchedScale(scaleOf(current), request)
      : patchedObject({ ...request, current, resource, validation: query.fieldValidation, admission: services.admission, warn: call.warn });
  verifySameObject(patched, current);
  const options = { ...query, warn: call.warn, ...(subresource && { subresource }) };
  const updated = services.registry.update(resource, patched, options);
  const shown = subresource === "scale" ? scaleOf(updated) : updated;
  sendObject(exchange.response, 200, presentObject(shown, { kind: target.resource, answer, query: exchange.query, now: services.clock.now() }), answer);
}

function typeOf(mediaType: string): PatchRequest["type"] {
  if (mediaType === "application/json-patch+json") return "json";
  return mediaType === "application/merge-patch+json" ? "merge" : "strategic";
}

function patchedScale(scale: KubeObject, { type, patch }: Pick<PatchRequest, "type" | "patch">): KubeObject {
  return (type === "json" ? applyJsonPatch(scale, patch) : mergePatch(scale, patch)) as KubeObject;
}

function verifySameObject(patched: KubeObject, current: KubeObject): void {
  const { name, namespace } = patched.metadata ?? {};
  if (name !== current.metadata.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${current.metadata.name})`);
  if (namespace !== current.metadata.namespace) throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
}
