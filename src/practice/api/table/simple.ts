/** Kinds of a column or two. */
import type { KubeObject } from "../../objects.ts";
import { columns, nameColumn, type Printer } from "./column.ts";
import { ageOf } from "./duration.ts";
import { objectAt, textAt } from "./fields.ts";

/** Name, some columns, age. */
function printer(names: readonly string[], cells: (object: KubeObject) => readonly unknown[]): Printer {
  return {
    columns: [nameColumn, ...columns(...names, "Age")],
    cells: (object, now) => [object.metadata.name, ...cells(object), ageOf(object.metadata.creationTimestamp, now)],
  };
}

function size(object: KubeObject, field: string): number {
  return Object.keys(objectAt(object, field)).length;
}

export const namespaces = printer(["Status"], (object) => [textAt(object, "status", "phase")]);
export const configMaps = printer(["Data"], (object) => [size(object, "data") + size(object, "binaryData")]);
export const secrets = printer(["Type", "Data"], (object) => [textAt(object, "type"), size(object, "data")]);
export const serviceAccounts = printer([], () => []);
export const leases = printer(["Holder"], (object) => [textAt(object, "spec", "holderIdentity")]);
export const controllerRevisions = printer(["Controller", "Revision"], (object) => {
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true);
  return [owner === undefined ? "<none>" : `${owner.kind.toLowerCase()}/${owner.name}`, object.revision ?? 0];
});
