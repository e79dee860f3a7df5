/** The way of an object through the API server: defaults, preparation, allocation, validation. */
import { kindOf } from "../api/catalogue.ts";
import type { KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";
import type { AdmissionContext } from "./context.ts";
import { equalValues } from "./field/equal.ts";
import { type Fields, part } from "./field/json-fields.ts";
import { type RefusedObject, verifyNone } from "./field/refusal.ts";
import { objectMetaUpdateErrors } from "./meta/object-meta.ts";
import { rulesOf } from "./rules.ts";

/** The object as it is to be stored. Throws ApiError Invalid, Forbidden. */
export function admitCreate(resource: ResourceName, object: KubeObject, context: AdmissionContext): KubeObject {
  const rules = rulesOf(resource);
  const made = structuredClone(object) as unknown as Fields;
  rules.defaults?.(made);
  rules.prepareCreate?.(made, context);
  setGeneration(made, rules.counts === undefined ? undefined : 1);
  rules.allocate?.(made, undefined, context);
  verifyNone(about(resource, made), rules.createErrors(made));
  rules.warn?.(made, context);
  return made as unknown as KubeObject;
}

/** The object as it is to be stored in place of the previous one. Throws ApiError Invalid, Forbidden. */
export function admitUpdate(resource: ResourceName, object: KubeObject, previous: KubeObject, context: AdmissionContext): KubeObject {
  const rules = rulesOf(resource);
  const made = structuredClone(object) as unknown as Fields;
  const before = previous as unknown as Fields;
  if (context.subresource === "status") return admitStatus(resource, made, before);
  keepStatus(made, before, resource);
  rules.defaults?.(made);
  rules.prepareUpdate?.(made, structuredClone(before), context);
  const generation = part(before, "metadata")?.generation;
  if (rules.counts !== undefined) setGeneration(made, nextGeneration(typeof generation === "number" ? generation : 0, desiredDiffers(made, before)));
  rules.allocate?.(made, before, context);
  verifyNone(about(resource, made), rules.updateErrors(made, before));
  rules.warn?.(made, context, before);
  return made as unknown as KubeObject;
}

function admitStatus(resource: ResourceName, made: Fields, before: Fields): KubeObject {
  const rules = rulesOf(resource);
  rules.defaults?.(made);
  verifyNone(about(resource, made), rules.statusErrors?.(made, before) ?? objectMetaUpdateErrors(made, before));
  return made as unknown as KubeObject;
}

/** Kinds with a status subresource keep their status, whatever the update says of it. */
function keepStatus(made: Fields, before: Fields, resource: ResourceName): void {
  if (!kindOf(resource).subresources.some((each) => each.name === "status")) return;
  if (before.status === undefined) delete made.status;
  else made.status = structuredClone(before.status);
}

/** What is desired: all but metadata and status. */
function desiredDiffers(made: Fields, before: Fields): boolean {
  const { metadata: _metadata, status: _status, ...now } = made;
  const { metadata: _before, status: _then, ...then } = before;
  return !equalValues(now, then);
}

function nextGeneration(generation: number, differs: boolean): number {
  return differs ? generation + 1 : generation;
}

function setGeneration(made: Fields, generation: number | undefined): void {
  const meta = part(made, "metadata");
  if (meta === undefined) return;
  if (generation === undefined) delete meta.generation;
  else meta.generation = generation;
}

function about(resource: ResourceName, made: Fields): RefusedObject {
  const { group, kind } = kindOf(resource);
  return { group, kind, name: String(part(made, "metadata")?.name ?? "") };
}
