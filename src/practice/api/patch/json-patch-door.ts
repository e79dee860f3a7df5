/** The only door to fast-json-patch. */
import jsonPatch, { type Operation } from "fast-json-patch";
import { ApiError } from "../../api-error.ts";
import { badRequest, tooLarge } from "../errors.ts";
import { isObject } from "../json.ts";

const operationLimit = 10_000;

/** RFC 6902. Throws ApiError: BadRequest for what is no patch, Invalid for one that can't be applied. */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch) || !patch.every((each) => isObject(each) && typeof each.op === "string")) {
    throw badRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
  }
  if (patch.length > operationLimit) throw tooLarge(operationLimit);
  try {
    return jsonPatch.applyPatch(structuredClone(document), structuredClone(patch) as Operation[], true, true, true).newDocument;
  } catch {
    throw new ApiError({ code: 422, reason: "Invalid", message: "the server rejected our request due to an error in our request", details: {} });
  }
}
