/** The body of a request as an object of the resource, or the refusal of a body that is none. */
import { groupVersionOf, kindOf, resourceKinds } from "../../api/catalogue.ts";
import { ApiError } from "../../api-error.ts";
import type { KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import { isFields, text } from "../field/json-fields.ts";
import { schemaOf } from "../schemas/types.ts";
import { decode } from "./decoder.ts";
import { quoteGo } from "./quote.ts";

/** Whether unknown fields are refused, warned of, or dropped without a word. */
export type FieldValidation = "Strict" | "Warn" | "Ignore";

export interface DecodedBody {
  readonly object: KubeObject;
  /** Texts for the Warning header. */
  readonly warnings: readonly string[];
}

const scheme = "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30";

/** Throws ApiError BadRequest when the value is no object of the resource. */
export function decodeBody(resource: ResourceName, value: unknown, validation: FieldValidation): DecodedBody {
  const wanted = kindOf(resource);
  const groupVersion = groupVersionOf(wanted);
  const given = isFields(value)
    ? { apiVersion: text(value, "apiVersion") || groupVersion, kind: text(value, "kind") || wanted.kind }
    : { apiVersion: groupVersion, kind: wanted.kind };
  verifyKind(given, { apiVersion: groupVersion, kind: wanted.kind });
  const { value: decoded, mistake, unknown } = decode(value, schemaOf(resource));
  if (mistake !== undefined) throw unhandled(given, wanted.kind, mistake);
  const strict = unknown.map((path) => `unknown field ${quoteGo(path)}`);
  if (validation === "Strict" && strict.length > 0) throw unhandled(given, wanted.kind, `strict decoding error: ${strict.join(", ")}`);
  const fields = isFields(decoded) ? decoded : {};
  const object = { ...fields, apiVersion: groupVersion, kind: wanted.kind, metadata: isFields(fields.metadata) ? fields.metadata : {} };
  return { object: object as unknown as KubeObject, warnings: validation === "Warn" ? strict : [] };
}

interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

function verifyKind(given: TypeMeta, wanted: TypeMeta): void {
  if (given.apiVersion === wanted.apiVersion && given.kind === wanted.kind) return;
  const isRegistered = resourceKinds.some((each) => each.kind === given.kind && groupVersionOf(each) === given.apiVersion);
  if (!isRegistered)
    throw unhandled(given, wanted.kind, `no kind ${quoteGo(given.kind)} is registered for version ${quoteGo(given.apiVersion)} in scheme ${quoteGo(scheme)}`);
  if (given.apiVersion !== wanted.apiVersion) {
    throw badRequest(`the API version in the data (${given.apiVersion}) does not match the expected API version (${wanted.apiVersion})`);
  }
  throw unhandled(given, wanted.kind, `converting (v1.${given.kind}) to (v1.${wanted.kind}): unknown conversion`);
}

function unhandled(given: TypeMeta, wantedKind: string, why: string): ApiError {
  const version = given.apiVersion.split("/").at(-1)!;
  return badRequest(`${given.kind} in version ${quoteGo(version)} cannot be handled as a ${wantedKind}: ${why}`);
}

function badRequest(message: string): ApiError {
  return new ApiError({ code: 400, reason: "BadRequest", message });
}
