import { apiTime, type KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import type { Admission } from "../admission-port.ts";
import { isObject } from "../json.ts";
import type { ApiWriteOptions } from "../registry/api-registry.ts";
import { compareFields } from "./compare.ts";
import { difference, emptySet, isEmptySet, union } from "./field-set.ts";
import { ownable } from "./ignored.ts";
import { isManager, type ManagerId, readManagers, stripped, withManagers } from "./managers.ts";

interface Tracking {
  readonly admission: Pick<Admission, "schemaOf">;
  readonly clock: { now(): number };
}

/** The object with its managedFields brought up to a create or an update by options.fieldManager; as it is when nobody is named. */
export function trackUpdate(
  context: Tracking,
  write: { readonly resource: ResourceName; readonly next: KubeObject; readonly previous: KubeObject | undefined; readonly options: ApiWriteOptions },
): KubeObject {
  const { next, previous, options } = write;
  const manager = options.fieldManager;
  if (manager === undefined || manager === "") return next;
  const compared = compareFields(previous === undefined ? skeleton(next) : bare(previous), bare(next), context.admission.schemaOf(write.resource));
  const changed = ownable(compared.changed, options.subresource);
  const id: ManagerId = { manager, operation: "Update", apiVersion: next.apiVersion, ...(options.subresource && { subresource: options.subresource }) };
  const mine = isManager(id);
  const managers = readManagers(next);
  const before = managers.find(mine);
  const others = stripped(
    managers.filter((each) => !mine(each)),
    union(changed, compared.removed),
  );
  const fields = difference(union(before?.fields ?? emptySet, changed), compared.removed);
  const time = isEmptySet(changed) && before?.time !== undefined ? before.time : apiTime(context.clock.now());
  return withManagers(next, [...others, { ...id, time, fields }]);
}

/** Without what changes on its own. */
function bare(object: KubeObject): KubeObject {
  const { managedFields: _managedFields, resourceVersion: _resourceVersion, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** What upstream's empty object of a kind holds: fields that are there without anybody setting them. */
function skeleton(object: KubeObject): unknown {
  const spec = object.spec;
  const template = isObject(spec) && isObject(spec.template) ? { template: { metadata: {}, spec: { containers: null } }, strategy: {} } : {};
  const containers = object.kind === "Pod" ? { containers: null } : {};
  return { metadata: {}, status: {}, ...(isObject(spec) && { spec: { ...template, ...containers } }) };
}
