import { isFields } from "./json-fields.ts";

/** A value as errors of Kubernetes 1.36 print it: JSON, maps with their keys sorted, absent as null. */
export function renderValue(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return `[${value.map(renderValue).join(",")}]`;
  if (!isFields(value)) return JSON.stringify(value);
  const shown = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort(byStructOrder);
  return `{${shown.map((key) => `${JSON.stringify(key)}:${renderValue(value[key])}`).join(",")}}`;
}

/** A label selector is a struct, and its matchLabels come first in it. */
function byStructOrder(left: string, right: string): number {
  if (right === "matchExpressions" && left === "matchLabels") return -1;
  if (left === "matchExpressions" && right === "matchLabels") return 1;
  return left < right ? -1 : Number(left > right);
}
