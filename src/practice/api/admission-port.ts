/** What the API server asks of src/practice/admission: decoding, defaults, validation, allocation, schemas. */

import type { Schema } from "../admission/schema.ts";
import type { KubeObject } from "../objects.ts";
import type { Registry, ResourceName } from "../registry.ts";

export type FieldValidation = "Strict" | "Warn" | "Ignore";

export interface AdmissionContext {
  readonly list: <T extends KubeObject>(resource: ResourceName, namespace?: string) => readonly T[];
  readonly get: Registry["get"];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly dryRun: boolean;
  readonly warn: (text: string) => void;
}

export interface Admission {
  /** Throws ApiError BadRequest. */
  decodeBody(resource: ResourceName, value: unknown, validation: FieldValidation): { readonly object: KubeObject; readonly warnings: readonly string[] };
  decodeProtobuf(bytes: Uint8Array): unknown;
  /** Throws ApiError Invalid, Forbidden. */
  admitCreate(resource: ResourceName, object: KubeObject, context: AdmissionContext): KubeObject;
  admitUpdate(
    resource: ResourceName,
    object: KubeObject,
    previous: KubeObject,
    context: AdmissionContext & { readonly subresource?: "status" | "scale" | undefined },
  ): KubeObject;
  schemaOf(resource: ResourceName): Schema;
  openApiV2(): unknown;
  openApiV3Index(): unknown;
  openApiV3(groupVersionPath: string): unknown;
}
