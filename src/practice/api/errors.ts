/** Refusals in upstream's words, and the Status object that tells them. */
import { ApiError } from "../api-error.ts";
import { qualified, type ResourceKind } from "./catalogue.ts";

type Named = Pick<ResourceKind, "group" | "plural">;

function details(kind: Named, name: string): { readonly name: string; readonly group?: string; readonly kind: string } {
  return { name, ...(kind.group !== "" && { group: kind.group }), kind: kind.plural };
}

export function notFound(kind: Named, name: string): ApiError {
  return new ApiError({ code: 404, reason: "NotFound", message: `${qualified(kind)} "${name}" not found`, details: details(kind, name) });
}

export function alreadyExists(kind: Named, name: string, prefix: "" | "object is being deleted: "): ApiError {
  return new ApiError({ code: 409, reason: "AlreadyExists", message: `${prefix}${qualified(kind)} "${name}" already exists`, details: details(kind, name) });
}

export function conflict(kind: Named, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualified(kind)} "${name}": ${why}`;
  return new ApiError({ code: 409, reason: "Conflict", message, details: details(kind, name) });
}

export const modifiedMeanwhile = "the object has been modified; please apply your changes to the latest version and try again";

export function badRequest(message: string): ApiError {
  return new ApiError({ code: 400, reason: "BadRequest", message });
}

export function methodNotAllowed(): ApiError {
  return new ApiError({ code: 405, reason: "MethodNotAllowed", message: "the server does not allow this method on the requested resource", details: {} });
}

export function resourceNotFound(): ApiError {
  return new ApiError({ code: 404, reason: "NotFound", message: "the server could not find the requested resource", details: {} });
}

export function unsupportedMediaType(accepted: readonly string[]): ApiError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`;
  return new ApiError({ code: 415, reason: "UnsupportedMediaType", message });
}

export function notAcceptable(accepted: readonly string[]): ApiError {
  const message = `only the following media types are accepted: ${accepted.join(", ")}`;
  return new ApiError({ code: 406, reason: "NotAcceptable", message });
}

export function tooLarge(limit: number): ApiError {
  return new ApiError({ code: 413, reason: "RequestEntityTooLarge", message: `Request entity too large: limit is ${limit}` });
}

/** An Invalid of no kind, as a patch gets it whose result can't be decoded. */
export function invalidPatch(value: string, why: string): ApiError {
  const message = `Invalid value: ${JSON.stringify(value)}: ${why}`;
  return new ApiError({
    code: 422,
    reason: "Invalid",
    message: ` "" is invalid: patch: ${message}`,
    details: { causes: [{ reason: "FieldValueInvalid", message, field: "patch" }] },
  });
}

export function statusOf(error: ApiError): Record<string, unknown> {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: error.message,
    ...(error.reason !== "Unknown" && { reason: error.reason }),
    ...(error.details !== undefined && { details: error.details }),
    code: error.code,
  };
}

/** Whatever was thrown, as what the client is told. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new ApiError({
    code: 500,
    reason: "InternalError",
    message: `Internal error occurred: ${why}`,
    details: { causes: [{ message: why }] },
  });
}
