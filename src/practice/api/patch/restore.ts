import type { Schema } from "../../admission/schema.ts";
import { isObject } from "../json.ts";

/** What Go's converter from maps to typed objects says of the first value of a wrong type; undefined when all fit. */
export function restoreError(value: unknown, schema: Schema | undefined): string | undefined {
  if (value === null || value === undefined || schema === undefined) return undefined;
  switch (schema.type) {
    case "object":
      return schema.properties === undefined ? mapError(value, schema) : structError(value, schema.properties);
    case "array":
      if (!Array.isArray(value)) return `cannot restore slice from ${goKind(value)}`;
      return firstError(value.map((item) => [item, schema.items] as const));
    case "string":
      return stringError(value, schema);
    case "integer":
      return typeof value === "number" ? undefined : `unrecognized type: ${schema.format === "int64" ? "int64" : "int32"}`;
    case "number":
      return typeof value === "number" ? undefined : "unrecognized type: float64";
    case "boolean":
      return typeof value === "boolean" ? undefined : "unrecognized type: bool";
  }
  return undefined;
}

function structError(value: unknown, properties: Readonly<Record<string, Schema>>): string | undefined {
  if (!isObject(value)) return `cannot restore struct from: ${goKind(value)}`;
  return firstError(Object.entries(properties).map(([name, schema]) => [value[name], schema] as const));
}

function mapError(value: unknown, schema: Schema): string | undefined {
  if (!isObject(value)) return `cannot restore map from ${goKind(value)}`;
  return firstError(Object.values(value).map((each) => [each, schema.additionalProperties] as const));
}

function stringError(value: unknown, { format }: Schema): string | undefined {
  if (typeof value === "string" || (format !== undefined && format !== "byte")) return undefined;
  if (format === "byte") return `cannot restore slice from ${goKind(value)}`;
  if (typeof value === "number") return `cannot convert ${goKind(value)} to string`;
  return `unrecognized type: string`;
}

function firstError(values: readonly (readonly [unknown, Schema | undefined])[]): string | undefined {
  for (const [value, schema] of values) {
    const error = restoreError(value, schema);
    if (error !== undefined) return error;
  }
  return undefined;
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return "slice";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
      return Number.isInteger(value) ? "int64" : "float64";
    default:
      return "map";
  }
}
