import { isObject } from "../json.ts";
import { type FieldSchema, fieldSchema, isAtomicMap, itemKeys, itemSchema, listShape } from "../schema-view.ts";

/** A value's parts that are owned apart from each other. */
export interface Part {
  readonly element: string;
  readonly value: unknown;
  readonly schema: FieldSchema;
  /** An item of a list: it is in the set itself, beside its fields. */
  readonly item: boolean;
}

/** The parts of a map or list; undefined for what is owned as one value. */
export function partsOf(value: unknown, schema: FieldSchema): readonly Part[] | undefined {
  if (isObject(value)) {
    if (isAtomicMap(schema)) return undefined;
    return Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => ({ element: `f:${name}`, value: field, schema: fieldSchema(schema, name), item: false }));
  }
  if (!Array.isArray(value)) return undefined;
  const shape = listShape(schema);
  const items = itemSchema(schema);
  switch (shape.kind) {
    case "atomic":
      return undefined;
    case "set":
      return value.map((item) => ({ element: `v:${JSON.stringify(item)}`, value: item, schema: undefined, item: true }));
    case "map":
      return value.map((item) => ({ element: `k:${JSON.stringify(itemKeys(item, shape.keys, items))}`, value: item, schema: items, item: true }));
  }
}
