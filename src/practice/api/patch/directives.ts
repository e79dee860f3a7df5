import { isObject } from "../json.ts";

/** A patch's value as it is set where nothing stood before: without directives and removals. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isObject(item) || item.$patch !== "delete").map(withoutDirectives);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).filter(([key, each]) => each !== null && !key.startsWith("$"));
  return Object.fromEntries(fields.map(([key, each]) => [key, withoutDirectives(each)]));
}
