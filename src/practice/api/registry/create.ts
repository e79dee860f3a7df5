import { randomUUID } from "node:crypto";
import { apiTime, type KubeObject, type ObjectMeta } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import { groupVersionOf, kindOf } from "../catalogue.ts";
import { alreadyExists, badRequest } from "../errors.ts";
import { trackUpdate } from "../fields/track.ts";
import type { ApiWriteOptions } from "./api-registry.ts";
import { admissionContext, type Core } from "./core.ts";
import { generatedName } from "./names.ts";
import { verifyNamespaceTakes } from "./namespace-check.ts";

export function createObject(core: Core, resource: ResourceName, given: { readonly metadata: Partial<ObjectMeta> }, options: ApiWriteOptions): KubeObject {
  const kind = kindOf(resource);
  const { resourceVersion, ...meta } = given.metadata;
  if (resourceVersion !== undefined && resourceVersion !== "") throw badRequest("resourceVersion should not be set on objects to be created");
  const name = namedFor(core, resource, meta);
  if (kind.namespaced) verifyNamespaceTakes(core, kind, { namespace: meta.namespace ?? "", name });
  const filled: KubeObject = {
    ...given,
    apiVersion: groupVersionOf(kind),
    kind: kind.kind,
    metadata: { ...freshMeta(meta, kind.namespaced), name, uid: randomUUID(), creationTimestamp: apiTime(core.clock.now()) },
  };
  const admitted = core.admission.admitCreate(resource, filled, admissionContext(core, options));
  const present = core.store.get(resource, admitted.metadata.namespace ?? "", admitted.metadata.name);
  if (present !== undefined)
    throw alreadyExists(kind, admitted.metadata.name, present.metadata.deletionTimestamp === undefined ? "" : "object is being deleted: ");
  const tracked = options.managedFields === "given" ? admitted : trackUpdate(core, { resource, next: admitted, previous: undefined, options });
  return options.dryRun === true ? tracked : core.store.put(resource, tracked);
}

function namedFor(core: Core, resource: ResourceName, meta: Partial<ObjectMeta>): string {
  if (meta.name !== undefined && meta.name !== "") return meta.name;
  if (meta.generateName === undefined || meta.generateName === "") return "";
  for (let attempt = 0; attempt < 8; attempt++) {
    const name = generatedName(meta.generateName);
    if (core.store.get(resource, meta.namespace ?? "", name) === undefined) return name;
  }
  return generatedName(meta.generateName);
}

/** Without what only the server sets. */
function freshMeta(meta: Partial<ObjectMeta>, namespaced: boolean): Partial<ObjectMeta> {
  const { uid: _uid, creationTimestamp: _created, deletionTimestamp: _deleted, deletionGracePeriodSeconds: _grace, namespace, ...rest } = meta;
  return { ...rest, ...(namespaced && { namespace: namespace ?? "default" }) };
}
