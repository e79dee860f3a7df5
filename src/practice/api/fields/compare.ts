import { equalJson } from "../equal.ts";
import type { FieldSchema } from "../schema-view.ts";
import { partsOf } from "./elements.ts";
import { emptySet, type FieldSet, leaf, node } from "./field-set.ts";
import { allFields } from "./set-of.ts";

/** `changed`: added or of another value. `removed`: no longer there. */
export interface Comparison {
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

const same: Comparison = { changed: emptySet, removed: emptySet };

export function compareFields(before: unknown, after: unknown, schema: FieldSchema): Comparison {
  if (equalJson(before, after)) return same;
  if (before === undefined) return { changed: allFields(after, schema), removed: emptySet };
  if (after === undefined) return { changed: emptySet, removed: allFields(before, schema) };
  const left = partsOf(before, schema);
  const right = partsOf(after, schema);
  if (left === undefined && right === undefined) return { changed: leaf, removed: emptySet };
  const old = new Map((left ?? []).map((part) => [part.element, part]));
  const parts = [...(right ?? []), ...(left ?? [])];
  const current = new Map((right ?? []).map((part) => [part.element, part]));
  const compared = [...new Map(parts.map((part) => [part.element, part.schema]))].map(
    ([element, partSchema]) => [element, compareFields(old.get(element)?.value, current.get(element)?.value, partSchema)] as const,
  );
  return {
    changed: node(
      false,
      compared.map(([element, { changed }]) => [element, changed] as const),
    ),
    removed: node(
      false,
      compared.map(([element, { removed }]) => [element, removed] as const),
    ),
  };
}
