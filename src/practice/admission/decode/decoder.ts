/** Turning JSON into an object of a type, as Kubernetes' decoder does it: strict about types, case-sensitive about names. */
import { type Fields, isFields } from "../field/json-fields.ts";
import type { Schema } from "../schema.ts";
import { goType } from "./go-types.ts";
import { isPointer } from "./pointers.ts";
import { decodeScalar } from "./scalars.ts";

export interface Decoded {
  /** Without unknown fields, nulls, and zero values that the API doesn't write. */
  readonly value: unknown;
  /** "json: cannot unmarshal string into …": the first value of a wrong type. */
  readonly mistake: string | undefined;
  /** Paths with indices: "spec.ports[0].nodePorts". */
  readonly unknown: readonly string[];
}

/** Where in the object the decoder is: names as encoding/json tells them, the path as strict errors tell it. */
interface Place {
  readonly struct: string | undefined;
  readonly names: readonly string[];
  readonly path: string;
}

interface Notes {
  mistake: string | undefined;
  readonly unknown: string[];
}

export function decode(value: unknown, schema: Schema): Decoded {
  const notes: Notes = { mistake: undefined, unknown: [] };
  const decoded = decodeValue(value, schema, { struct: undefined, names: [], path: "" }, notes);
  return { value: decoded, mistake: notes.mistake, unknown: notes.unknown };
}

function decodeValue(value: unknown, schema: Schema, place: Place, notes: Notes): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.format === "int-or-string" || schema.format === "quantity") return scalar(value, schema, place, notes);
  switch (schema.type) {
    case "object":
      return isFields(value) ? decodeObject(value, schema, place, notes) : wrongType(value, schema, place, notes);
    case "array":
      return Array.isArray(value) ? decodeList(value, schema, place, notes) : wrongType(value, schema, place, notes);
    case undefined:
      return value;
    default:
      return scalar(value, schema, place, notes);
  }
}

function scalar(value: unknown, schema: Schema, place: Place, notes: Notes): unknown {
  const read = decodeScalar(value, schema);
  switch (read.status) {
    case "read":
      return read.value;
    case "refused":
      notes.mistake ??= read.why;
      return undefined;
    case "mistyped":
      return wrongType(value, read.as === undefined ? schema : { type: "integer", format: read.as }, place, notes, read.seen);
  }
}

function decodeList(value: readonly unknown[], schema: Schema, place: Place, notes: Notes): unknown[] {
  return value.map((item, index) => {
    const decoded = decodeValue(item, schema.items ?? {}, { ...place, path: `${place.path}[${index}]` }, notes);
    return decoded === undefined ? zeroOf(schema.items) : decoded;
  });
}

function decodeObject(value: Fields, schema: Schema, place: Place, notes: Notes): Fields {
  if (schema.properties === undefined) return decodeMap(value, schema, place, notes);
  const decoded: Fields = {};
  for (const [name, given] of Object.entries(value)) {
    const path = place.path === "" ? name : `${place.path}.${name}`;
    const field = schema.properties[name];
    if (field !== undefined) {
      const at: Place = { struct: schema.name, names: [...place.names, name], path };
      const read = decodeValue(given, field, at, notes);
      if (read !== undefined && isWritten(read, field, schema, name)) decoded[name] = read;
    } else if (schema.additionalProperties !== undefined) decoded[name] = given;
    else notes.unknown.push(path);
  }
  return decoded;
}

function decodeMap(value: Fields, schema: Schema, place: Place, notes: Notes): Fields {
  const values = schema.additionalProperties;
  if (values === undefined) return value;
  const entries = Object.entries(value).map(([key, given]) => [
    key,
    decodeValue(given, values, { ...place, path: `${place.path}.${key}` }, notes) ?? zeroOf(values),
  ]);
  return Object.fromEntries(entries) as Fields;
}

/** Whether Go writes the field back: no zero values of optional fields, unless a pointer holds them. */
function isWritten(value: unknown, field: Schema, owner: Schema, name: string): boolean {
  if (Array.isArray(value)) return value.length > 0 || owner.required?.includes(name) === true;
  if (isFields(value)) return Object.keys(value).length > 0 || field.properties !== undefined || field.additionalProperties === undefined;
  if (value !== "" && value !== 0 && value !== false) return true;
  return isPointer(owner.name, name) || field.format === "int-or-string" || owner.required?.includes(name) === true;
}

function zeroOf(schema: Schema | undefined): unknown {
  switch (schema?.type) {
    case "string":
      return "";
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "object":
      return {};
    default:
      return null;
  }
}

function wrongType(value: unknown, schema: Schema, place: Place, notes: Notes, seen = jsonKind(value)): undefined {
  const field = place.names.at(-1) ?? "";
  const target = place.struct === undefined ? "Go value" : `Go struct field ${place.struct}.${place.names.join(".")}`;
  notes.mistake ??= `json: cannot unmarshal ${seen} into ${target} of type ${goType(schema, `${place.struct}.${field}`)}`;
  return undefined;
}

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "bool";
    default:
      return "object";
  }
}
