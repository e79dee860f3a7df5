/** The Status object that a client of the API gets for a refused request, with upstream's texts. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  readonly retryAfterSeconds?: number;
}

export type StatusReason =
  /** An error that upstream gives no reason for; the code is 500. */
  | ""
  | "BadRequest"
  | "Unauthorized"
  | "Forbidden"
  | "NotFound"
  | "AlreadyExists"
  | "Conflict"
  | "Invalid"
  | "MethodNotAllowed"
  | "NotAcceptable"
  | "UnsupportedMediaType"
  | "RequestEntityTooLarge"
  | "Expired"
  | "Gone"
  | "Timeout"
  | "ServerTimeout"
  | "TooManyRequests"
  | "InternalError"
  | "ServiceUnavailable"
  /** Told without a reason: an error that upstream passes on as it is. */
  | "Unknown";

/** A request that a real API server would refuse. Not a bug of ours, and not for the learner's eyes as it is. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: StatusReason;
  readonly details: StatusDetails | undefined;

  constructor(status: { readonly code: number; readonly reason: StatusReason; readonly message: string; readonly details?: StatusDetails }) {
    super(status.message);
    this.name = "ApiError";
    this.code = status.code;
    this.reason = status.reason;
    this.details = status.details;
  }
}
