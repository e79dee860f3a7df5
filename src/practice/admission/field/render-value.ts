import { isFields } from "./json-fields.ts";

/** A value as errors of Kubernetes 1.36 print it: JSON, maps with their keys sorted, absent as null. */
export function renderValue(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return `[${value.map(renderValue).join(",")}]`;
  if (!isFields(value)) return JSON.stringify(value);
  const shown = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  const struct = structs.find((fields) => shown.every((key) => fields.includes(key)));
  if (struct !== undefined) shown.sort((left, right) => struct.indexOf(left) - struct.indexOf(right));
  return `{${shown.map((key) => `${JSON.stringify(key)}:${renderValue(value[key])}`).join(",")}}`;
}

/** What is no map but a struct is printed in the order of its fields: a label selector, an owner reference. */
const structs: readonly (readonly string[])[] = [
  ["matchLabels", "matchExpressions"],
  ["apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion"],
];
