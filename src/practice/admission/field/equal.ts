import { isFields } from "./json-fields.ts";

/** Semantic equality: an absent field equals an empty list or map. */
export function equalValues(left: unknown, right: unknown): boolean {
  if (isEmpty(left) && isEmpty(right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) return left.length === right.length && left.every((each, index) => equalValues(each, right[index]));
  if (isFields(left) && isFields(right)) return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => equalValues(left[key], right[key]));
  return left === right;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0) || (isFields(value) && Object.keys(value).length === 0);
}
