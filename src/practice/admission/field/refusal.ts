import { ApiError } from "../../api-error.ts";
import type { FieldErrors } from "./errors.ts";

export interface RefusedObject {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** 422 Invalid: one message of all the errors, each of them a cause. */
function invalidObject(object: RefusedObject, errors: FieldErrors): ApiError {
  const messages = [...new Set(errors.map((error) => `${error.field}: ${error.body}`))];
  const kind = object.group === "" ? object.kind : `${object.kind}.${object.group}`;
  return new ApiError({
    code: 422,
    reason: "Invalid",
    message: `${kind} ${JSON.stringify(object.name)} is invalid: ${messages.length === 1 ? messages[0] : `[${messages.join(", ")}]`}`,
    details: {
      name: object.name,
      ...(object.group !== "" && { group: object.group }),
      kind: object.kind,
      causes: errors.map((error) => ({ reason: error.reason, message: error.body, field: error.field })),
    },
  });
}

/** Throws the refusal when there is something to refuse. */
export function verifyNone(object: RefusedObject, errors: FieldErrors): void {
  if (errors.length > 0) throw invalidObject(object, errors);
}
