/** What an applied object has that its schema hasn't, in the words of structured-merge-diff. */
import { isObject } from "../json.ts";
import { type FieldSchema, fieldSchema, itemKeys, itemSchema, listShape } from "../schema-view.ts";

/** Empty: every field is declared, and of its type. */
export function typedErrors(value: unknown, schema: FieldSchema, path = ""): readonly string[] {
  if (schema === undefined || value === undefined || value === null) return [];
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return mapErrors(value, schema, path);
  if (schema.type === "array") return listErrors(value, schema, path);
  return scalarErrors(value, schema, path);
}

function mapErrors(value: unknown, schema: NonNullable<FieldSchema>, path: string): readonly string[] {
  if (!isObject(value)) return [`${path}: expected map, got ${goValue(value)}`];
  return Object.entries(value).flatMap(([name, each]) => {
    const field = fieldSchema(schema, name);
    return field === undefined ? [`${path}.${name}: field not declared in schema`] : typedErrors(each, field, `${path}.${name}`);
  });
}

function listErrors(value: unknown, schema: NonNullable<FieldSchema>, path: string): readonly string[] {
  if (!Array.isArray(value)) return [`${path}: expected list, got ${goValue(value)}`];
  const shape = listShape(schema);
  const items = itemSchema(schema);
  return value.flatMap((item, index) => typedErrors(item, items, `${path}[${shape.kind === "map" ? keysText(item, shape.keys, items) : index}]`));
}

function keysText(item: unknown, keys: readonly string[], schema: FieldSchema): string {
  return Object.entries(itemKeys(item, keys, schema))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(",");
}

function scalarErrors(value: unknown, schema: NonNullable<FieldSchema>, path: string): readonly string[] {
  switch (schema.type) {
    case "integer":
    case "number":
      return typeof value === "number" ? [] : [`${path}: expected numeric (int or float), got ${goType(value)}`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path}: expected boolean, got ${goValue(value)}`];
    case "string":
      return typeof value === "string" || isLoose(schema.format) ? [] : [`${path}: expected string, got ${goValue(value)}`];
    default:
      return [];
  }
}

/** Written as a text or as a number. */
function isLoose(format: string | undefined): boolean {
  return format === "int-or-string" || format === "quantity";
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}";
  return isObject(value) ? "map[string]interface {}" : typeof value === "boolean" ? "bool" : "string";
}

function goValue(value: unknown): string {
  if (Array.isArray(value)) return `&{[${value.map((each) => String(each)).join(" ")}]}`;
  if (isObject(value))
    return `&{map[${Object.entries(value)
      .map(([key, each]) => `${key}:${String(each)}`)
      .join(" ")}]}`;
  return `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
}
