import { ApiError } from "../../api-error.ts";

/** Throws what upstream says of a resourceVersion that is no number, or has not been reached yet. Undefined for none. */
export function readRevision(text: string | null, current: number): number | undefined {
  if (text === null || text === "") return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    const message = `Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
    throw new ApiError({
      code: 422,
      reason: "Invalid",
      message: `resourceVersion: ${message}`,
      details: { causes: [{ reason: "FieldValueInvalid", message, field: "resourceVersion" }] },
    });
  }
  const revision = Number(text);
  if (revision > current) {
    throw new ApiError({
      code: 504,
      reason: "Timeout",
      message: `Timeout: Too large resource version: ${revision}, current: ${current}`,
      details: { causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }], retryAfterSeconds: 1 },
    });
  }
  return revision;
}

export function expired(revision: number, oldest: number): ApiError {
  return new ApiError({ code: 410, reason: "Expired", message: `too old resource version: ${revision} (${oldest})` });
}
