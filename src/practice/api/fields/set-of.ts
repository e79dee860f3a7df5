import type { FieldSchema } from "../schema-view.ts";
import { partsOf } from "./elements.ts";
import { type FieldSet, leaf, node } from "./field-set.ts";

/** The fields that an applied configuration speaks of. */
export function appliedFields(value: unknown, schema: FieldSchema): FieldSet {
  const parts = partsOf(value, schema);
  if (parts === undefined || parts.length === 0) return leaf;
  return node(
    false,
    parts.map((part) => {
      const below = appliedFields(part.value, part.schema);
      return [part.element, part.item ? { ...below, member: true } : below] as const;
    }),
  );
}

/** Every field of a value that is new, its maps and lists themselves among them. */
export function allFields(value: unknown, schema: FieldSchema): FieldSet {
  const parts = partsOf(value, schema);
  return node(
    true,
    (parts ?? []).map((part) => [part.element, allFields(part.value, part.schema)] as const),
  );
}
