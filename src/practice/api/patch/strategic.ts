/**
 * Strategic merge patch: as a merge patch, but lists whose schema says so are merged by key, and directives
 * ($patch, $retainKeys, $setElementOrder, $deleteFromPrimitiveList) steer it. As upstream, it consumes the patch:
 * what is left in it afterwards is what error messages show.
 */
import { badRequest } from "../errors.ts";
import { isObject } from "../json.ts";
import { type FieldSchema, fieldSchema, itemSchema, patchRule } from "../schema-view.ts";
import { withoutDirectives } from "./directives.ts";
import { goFormat } from "./go-format.ts";
import { inWantedOrder } from "./order.ts";

type Fields = Record<string, unknown>;

const orderPrefix = "$setElementOrder/";
const deletePrefix = "$deleteFromPrimitiveList/";

/** Throws ApiError BadRequest for a list item without its key. The original is left alone. */
export function strategicMerge(original: Readonly<Fields>, patch: Fields, schema: FieldSchema): Fields {
  const directive = patch.$patch;
  if (directive === "replace") {
    const { $patch: _directive, ...rest } = patch;
    return rest;
  }
  if (directive === "delete") return {};
  const merged: Fields = retained({ ...original }, patch);
  delete patch.$patch;
  for (const key of Object.keys(patch)) if (key.startsWith(orderPrefix)) mergeInOrder(merged, patch, key, schema);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(deletePrefix)) removeFromList(merged, key.slice(deletePrefix.length), value);
    else if (value === null) delete merged[key];
    else merged[key] = mergeField(merged[key], value, fieldSchema(schema, key));
  }
  return merged;
}

function retained(original: Fields, patch: Fields): Fields {
  const keys = patch.$retainKeys;
  delete patch.$retainKeys;
  return Array.isArray(keys) ? Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key))) : original;
}

function mergeField(original: unknown, patch: unknown, schema: FieldSchema): unknown {
  const { merge, mergeKey } = patchRule(schema);
  if (isObject(original) && isObject(patch)) return strategicMerge(original, patch as Fields, schema);
  if (Array.isArray(patch) && merge) return mergeList(Array.isArray(original) ? original : [], patch, mergeKey, itemSchema(schema));
  return withoutDirectives(patch);
}

/** A list whose order the patch gives. It and its directives are taken out of the patch. */
function mergeInOrder(merged: Fields, patch: Fields, directive: string, schema: FieldSchema): void {
  const key = directive.slice(orderPrefix.length);
  const order = patch[directive];
  const field = fieldSchema(schema, key);
  const { mergeKey } = patchRule(field);
  const original = Array.isArray(merged[key]) ? merged[key] : [];
  removeFromList(merged, key, patch[deletePrefix + key]);
  const kept = Array.isArray(merged[key]) ? merged[key] : [];
  const changes = patch[key];
  if (changes === null) delete merged[key];
  else {
    const list = Array.isArray(changes) ? mergeList(kept, changes, mergeKey, itemSchema(field)) : kept;
    if (list.length > 0 || key in merged || Array.isArray(changes))
      merged[key] = inWantedOrder(list, { wanted: Array.isArray(order) ? order : [], original, mergeKey });
  }
  delete patch[directive];
  delete patch[key];
  delete patch[deletePrefix + key];
}

function removeFromList(merged: Fields, key: string, values: unknown): void {
  const list = merged[key];
  if (Array.isArray(list) && Array.isArray(values)) merged[key] = list.filter((value) => !values.includes(value));
}

function mergeList(original: readonly unknown[], patch: readonly unknown[], mergeKey: string | undefined, schema: FieldSchema): readonly unknown[] {
  if (mergeKey === undefined) return [...new Set([...original, ...patch])];
  if (patch.some((item) => isObject(item) && item.$patch === "replace")) return patch.filter((item) => isObject(item) && !("$patch" in item));
  let merged = [...original];
  for (const item of patch) {
    if (!isObject(item)) throw badRequest(`expected map, got: ${goFormat(item)}`);
    const value = item[mergeKey];
    if (value === undefined) throw badRequest(`map: ${goFormat(item)} does not contain declared merge key: ${mergeKey}`);
    const at = merged.findIndex((each) => isObject(each) && each[mergeKey] === value);
    if (item.$patch === "delete") merged = merged.filter((each) => !isObject(each) || each[mergeKey] !== value);
    else if (at < 0) merged.push(withoutDirectives(item));
    else merged[at] = strategicMerge(merged[at] as Fields, { ...item }, schema);
  }
  return merged;
}
