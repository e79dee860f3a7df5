/** Whether the API server takes an object, and what becomes of it: decoding, defaults, allocation, validation, schemas. */
import type { KubeObject } from "../objects.ts";
import type { ResourceName } from "../registry.ts";
import type { AdmissionContext } from "./context.ts";
import type { Schema } from "./schema.ts";

export type { AdmissionContext } from "./context.ts";
export type { Schema } from "./schema.ts";

/** Whether unknown and duplicate fields are refused, warned of, or dropped without a word. */
export type FieldValidation = "Strict" | "Warn" | "Ignore";

/** Throws ApiError BadRequest when the body is no such object. */
export function decodeBody(
  _resource: ResourceName,
  value: unknown,
  _validation: FieldValidation,
): { readonly object: KubeObject; readonly warnings: readonly string[] } {
  return { object: value as KubeObject, warnings: [] };
}

/** The object in an `application/vnd.kubernetes.protobuf` body, as JSON with apiVersion and kind. */
export function decodeProtobuf(_bytes: Uint8Array): unknown {
  return {};
}

/** Throws ApiError Invalid, Forbidden. */
export function admitCreate(_resource: ResourceName, object: KubeObject, _context: AdmissionContext): KubeObject {
  return object;
}

/** Throws ApiError Invalid, Forbidden. */
export function admitUpdate(_resource: ResourceName, object: KubeObject, _previous: KubeObject, _context: AdmissionContext): KubeObject {
  return object;
}

export function schemaOf(_resource: ResourceName): Schema {
  return { type: "object" };
}

export function openApiV2(): unknown {
  return {};
}

/** The answer to `/openapi/v3`. */
export function openApiV3Index(): unknown {
  return { paths: {} };
}

/** The document of "api/v1", "apis/apps/v1" …; undefined for a group we don't serve. */
export function openApiV3(_groupVersionPath: string): unknown {
  return undefined;
}
