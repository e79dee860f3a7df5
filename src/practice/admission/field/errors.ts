/** What is wrong with one field, in the words of k8s.io/apimachinery/pkg/util/validation/field. */
import { renderValue } from "./render-value.ts";

export interface FieldError {
  readonly field: string;
  readonly reason:
    | "FieldValueRequired"
    | "FieldValueInvalid"
    | "FieldValueNotSupported"
    | "FieldValueForbidden"
    | "FieldValueDuplicate"
    | "FieldValueTooLong"
    | "FieldValueTooMany"
    | "FieldValueNotFound";
  /** Without the field: "Required value", "Invalid value: 0: must be …". */
  readonly body: string;
}

export type FieldErrors = readonly FieldError[];

export function required(field: string, detail = ""): FieldError {
  return { field, reason: "FieldValueRequired", body: detailed("Required value", detail) };
}

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { field, reason: "FieldValueInvalid", body: detailed(`Invalid value: ${renderValue(value)}`, detail) };
}

export function forbidden(field: string, detail: string): FieldError {
  return { field, reason: "FieldValueForbidden", body: detailed("Forbidden", detail) };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { field, reason: "FieldValueDuplicate", body: `Duplicate value: ${renderValue(value)}` };
}

/** The supported values are printed in the order given. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((each) => JSON.stringify(each)).join(", ");
  return { field, reason: "FieldValueNotSupported", body: `Unsupported value: ${renderValue(value)}: supported values: ${list}` };
}

export function tooMany(field: string, actual: number, maximum: number): FieldError {
  return { field, reason: "FieldValueTooMany", body: `Too many: ${actual}: must have at most ${maximum} items` };
}

export function notFound(field: string, value: unknown): FieldError {
  return { field, reason: "FieldValueNotFound", body: `Not found: ${renderValue(value)}` };
}

function detailed(what: string, detail: string): string {
  return detail === "" ? what : `${what}: ${detail}`;
}
