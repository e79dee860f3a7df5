import { partsOf } from "../fields/elements.ts";
import type { FieldSet } from "../fields/field-set.ts";
import { isObject } from "../json.ts";
import { type FieldSchema, fieldSchema, itemKeys, itemSchema, listShape } from "../schema-view.ts";

/** The live value with what the configuration says laid over it, part by part. */
export function mergeApplied(live: unknown, config: unknown, schema: FieldSchema): unknown {
  if (config === undefined || config === null) return live;
  if (partsOf(config, schema) === undefined || partsOf(live ?? config, schema) === undefined) return config;
  if (isObject(config)) {
    const merged: Record<string, unknown> = isObject(live) ? { ...live } : {};
    for (const [key, value] of Object.entries(config))
      if (value !== undefined && value !== null) merged[key] = mergeApplied(merged[key], value, fieldSchema(schema, key));
    return merged;
  }
  return mergeLists(Array.isArray(live) ? live : [], config as readonly unknown[], schema);
}

function mergeLists(live: readonly unknown[], config: readonly unknown[], schema: FieldSchema): readonly unknown[] {
  const key = itemNamer(schema);
  const items = itemSchema(schema);
  const merged = live.map((item) =>
    mergeApplied(
      item,
      config.find((each) => key(each) === key(item)),
      items,
    ),
  );
  const known = new Set(live.map(key));
  return [...merged, ...config.filter((item) => !known.has(key(item)))];
}

function itemNamer(schema: FieldSchema): (item: unknown) => string {
  const shape = listShape(schema);
  return (item) => JSON.stringify(shape.kind === "map" ? itemKeys(item, shape.keys, itemSchema(schema)) : item);
}

/** The value without the fields of a set: those that nobody names any more. */
export function pruned(value: unknown, fields: FieldSet, schema: FieldSchema): unknown {
  if (fields.children.size === 0) return value;
  const parts = partsOf(value, schema);
  if (parts === undefined) return value;
  const kept = parts.flatMap((part) => {
    const gone = fields.children.get(part.element);
    if (gone === undefined) return [part];
    if (gone.member && (part.item || gone.children.size === 0)) return [];
    const rest = pruned(part.value, gone, part.schema);
    return gone.member && isEmptyValue(rest) ? [] : [{ ...part, value: rest }];
  });
  if (Array.isArray(value)) return kept.map((part) => part.value);
  return Object.fromEntries(kept.map((part) => [part.element.slice(2), part.value]));
}

function isEmptyValue(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
