/**
 * The OpenAPI v2 document as protobuf, the only writing of it that kubectl reads. Field numbers: gnostic's OpenAPIv2.proto.
 * What kubectl looks up: the definitions, and which patches a path takes.
 */
import { isObject, type JsonObject } from "./json.ts";

/** As it is asked for, and as it is called in the answer: the @ would be no media type. */
export const openApiProtobuf = {
  accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
  contentType: "application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
};

export function encodeOpenApiV2(document: unknown): Buffer {
  const { swagger, info, paths, definitions } = isObject(document) ? document : {};
  const about = isObject(info) ? info : {};
  return message([
    text(1, swagger),
    part(2, message([text(1, about.title), text(2, about.version)])),
    part(8, message(isObject(paths) ? Object.entries(paths).map(([name, item]) => part(2, message([text(1, name), part(2, pathItem(item))]))) : [])),
    part(9, message(isObject(definitions) ? namedSchemas(1, definitions) : [])),
  ]);
}

function pathItem(item: unknown): Buffer {
  const patch = isObject(item) ? item.patch : undefined;
  if (!isObject(patch)) return Buffer.alloc(0);
  const consumes = Array.isArray(patch.consumes) ? patch.consumes : [];
  return message([part(8, message([...consumes.map((type) => text(7, type)), ...extensionsOf(patch, 13)]))]);
}

function schema(value: unknown): Buffer {
  if (!isObject(value)) return Buffer.alloc(0);
  const { $ref, format, description, required, additionalProperties, type, items, properties } = value;
  return message([
    text(1, $ref),
    text(2, format),
    text(4, description),
    ...(Array.isArray(required) ? required.map((name) => text(19, name)) : []),
    isObject(additionalProperties) ? part(21, message([part(1, schema(additionalProperties))])) : undefined,
    typeof type === "string" ? part(22, message([text(1, type)])) : undefined,
    isObject(items) ? part(23, message([part(1, schema(items))])) : undefined,
    isObject(properties) ? part(25, message(namedSchemas(1, properties))) : undefined,
    ...extensionsOf(value, 31),
  ]);
}

/** The values of extensions are YAML, which JSON is. */
function extensionsOf(value: JsonObject, field: number): readonly Buffer[] {
  return Object.entries(value)
    .filter(([name]) => name.startsWith("x-"))
    .map(([name, each]) => part(field, message([text(1, name), part(2, message([text(2, JSON.stringify(each))]))])));
}

function namedSchemas(field: number, schemas: JsonObject): readonly Buffer[] {
  return Object.entries(schemas).map(([name, value]) => part(field, message([text(1, name), part(2, schema(value))])));
}

function message(parts: readonly (Buffer | undefined)[]): Buffer {
  return Buffer.concat(parts.filter((each) => each !== undefined));
}

function text(field: number, value: unknown): Buffer | undefined {
  return typeof value === "string" ? part(field, Buffer.from(value)) : undefined;
}

/** A field of the length-delimited kind. */
function part(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}
