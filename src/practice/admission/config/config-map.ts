import { equalValues } from "../field/equal.ts";
import { type FieldErrors, forbidden, invalid } from "../field/errors.ts";
import { configMapKey, dnsSubdomain } from "../field/formats.ts";
import { type Fields, textMap } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { refusals } from "../meta/labels.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";

const limit = 1024 * 1024;

export const configMapRules: KindRules = {
  createErrors: (map) => [...objectMetaErrors(map, { namespaced: true, name: dnsSubdomain }), ...dataErrors(map)],
  updateErrors: (map, previous) => [...objectMetaUpdateErrors(map, previous), ...immutableErrors(map, previous, ["data", "binaryData"]), ...dataErrors(map)],
};

function dataErrors(map: Fields): FieldErrors {
  const data = textMap(map, "data");
  const binary = textMap(map, "binaryData");
  const size = [...Object.values(data), ...Object.values(binary)].reduce((sum, each) => sum + Buffer.byteLength(each), 0);
  return [
    ...Object.keys(data)
      .sort()
      .flatMap((key) => [
        ...refusals(`data[${key}]`, key, configMapKey(key)),
        ...(key in binary ? [invalid(`data[${key}]`, key, "duplicate of key present in binaryData")] : []),
      ]),
    ...Object.keys(binary)
      .sort()
      .flatMap((key) => refusals(`binaryData[${key}]`, key, configMapKey(key))),
    ...(size > limit ? [{ field: "", reason: "FieldValueTooLong" as const, body: `Too long: may not be more than ${limit} bytes` }] : []),
  ];
}

/** Once immutable, always immutable. */
export function immutableErrors(object: Fields, previous: Fields, fields: readonly string[]): FieldErrors {
  if (previous.immutable !== true) return [];
  return [
    ...(object.immutable === true ? [] : [forbidden("immutable", "field is immutable when `immutable` is set")]),
    ...fields.filter((field) => !equalValues(object[field], previous[field])).map((field) => forbidden(field, "field is immutable when `immutable` is set")),
  ];
}
