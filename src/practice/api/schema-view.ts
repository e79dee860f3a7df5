/** What patches and field ownership ask of a schema. A schema that is undefined is of an unknown field: maps are open, lists are replaced whole. */
import type { Schema } from "../admission/schema.ts";
import { isObject } from "./json.ts";

export type FieldSchema = Schema | undefined;

/** How a list is merged by server-side apply. */
export type ListShape = { readonly kind: "atomic" } | { readonly kind: "set" } | { readonly kind: "map"; readonly keys: readonly string[] };

export function fieldSchema(schema: FieldSchema, name: string): FieldSchema {
  return schema?.properties?.[name] ?? schema?.additionalProperties;
}

export function itemSchema(schema: FieldSchema): FieldSchema {
  return schema?.items;
}

/** A map that is owned and replaced as one value, such as a selector. */
export function isAtomicMap(schema: FieldSchema): boolean {
  return schema?.mapType === "atomic";
}

export function listShape(schema: FieldSchema): ListShape {
  if (schema?.listType === "map" && schema.listMapKeys !== undefined) return { kind: "map", keys: schema.listMapKeys };
  return { kind: schema?.listType === "set" ? "set" : "atomic" };
}

/** How a strategic merge patch treats a field. */
export function patchRule(schema: FieldSchema): { readonly merge: boolean; readonly mergeKey: string | undefined; readonly retainKeys: boolean } {
  const strategies = (schema?.patchStrategy ?? "").split(",");
  return { merge: strategies.includes("merge"), mergeKey: schema?.patchMergeKey, retainKeys: strategies.includes("retainKeys") };
}

/** The values that name an item of a list of maps, defaults filled in as the schema has them. */
export function itemKeys(item: unknown, keys: readonly string[], schema: FieldSchema): Readonly<Record<string, unknown>> {
  const fields = isObject(item) ? item : {};
  const named: Record<string, unknown> = {};
  for (const key of [...keys].sort()) {
    const value = fields[key] ?? fieldSchema(schema, key)?.default;
    if (value !== undefined) named[key] = value;
  }
  return named;
}
