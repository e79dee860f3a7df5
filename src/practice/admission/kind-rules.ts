import type { AdmissionContext } from "./context.ts";
import type { FieldErrors } from "./field/errors.ts";
import type { Fields } from "./field/json-fields.ts";

/** What the API server does with an object of one kind. The functions that answer nothing change the object they are given. */
export interface KindRules {
  /** What an absent field means; runs on every object that comes in. */
  readonly defaults?: (object: Fields) => void;
  readonly prepareCreate?: (object: Fields, context: AdmissionContext) => void;
  readonly prepareUpdate?: (object: Fields, previous: Fields, context: AdmissionContext) => void;
  readonly createErrors: (object: Fields) => FieldErrors;
  readonly updateErrors: (object: Fields, previous: Fields) => FieldErrors;
  /** For a change of the status subresource; absent: metadata alone is looked at. */
  readonly statusErrors?: (object: Fields, previous: Fields) => FieldErrors;
  /** Hands out what the cluster has few of, before the object is validated. Throws ApiError. previous is absent on create. */
  readonly allocate?: (object: Fields, previous: Fields | undefined, context: AdmissionContext) => void;
  readonly warn?: (object: Fields, context: AdmissionContext, previous?: Fields) => void;
  /** Where the kind counts its generation: whether the desired state differs. */
  readonly counts?: "generation";
}
