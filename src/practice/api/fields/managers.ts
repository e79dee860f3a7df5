/** metadata.managedFields: who last set which field. */
import type { KubeObject } from "../../objects.ts";
import { difference, type FieldSet, fromFieldsV1, isEmptySet, toFieldsV1 } from "./field-set.ts";

export interface Manager {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fields: FieldSet;
}

export type ManagerId = Pick<Manager, "manager" | "operation" | "apiVersion" | "subresource">;

export function readManagers(object: KubeObject | undefined): readonly Manager[] {
  const entries = (object?.metadata.managedFields ?? []) as readonly Record<string, unknown>[];
  return entries
    .filter((entry) => typeof entry.manager === "string")
    .map((entry) => ({
      manager: String(entry.manager),
      operation: entry.operation === "Apply" ? "Apply" : "Update",
      apiVersion: String(entry.apiVersion ?? ""),
      ...(typeof entry.subresource === "string" && entry.subresource !== "" && { subresource: entry.subresource }),
      ...(typeof entry.time === "string" && { time: entry.time }),
      fields: fromFieldsV1(entry.fieldsV1),
    }));
}

export function withManagers(object: KubeObject, managers: readonly Manager[]): KubeObject {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  const kept = managers.filter((manager) => !isEmptySet(manager.fields)).sort(inOrder);
  if (kept.length === 0) return { ...object, metadata };
  const managedFields = kept.map(({ manager, operation, apiVersion, time, fields, subresource }) => ({
    manager,
    operation,
    apiVersion,
    ...(time !== undefined && { time }),
    fieldsType: "FieldsV1",
    fieldsV1: toFieldsV1(fields),
    ...(subresource !== undefined && { subresource }),
  }));
  return { ...object, metadata: { ...metadata, managedFields } };
}

function inOrder(a: Manager, b: Manager): number {
  const left = [a.operation, a.time ?? "", a.manager, a.apiVersion, a.subresource ?? ""].join("\0");
  const right = [b.operation, b.time ?? "", b.manager, b.apiVersion, b.subresource ?? ""].join("\0");
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isManager(id: ManagerId): (manager: Manager) => boolean {
  return (manager) =>
    manager.manager === id.manager &&
    manager.operation === id.operation &&
    manager.subresource === id.subresource &&
    (id.operation === "Apply" || manager.apiVersion === id.apiVersion);
}

/** The managers without some fields. */
export function stripped(managers: readonly Manager[], fields: FieldSet): readonly Manager[] {
  return managers.map((manager) => ({ ...manager, fields: difference(manager.fields, fields) }));
}
