/** The only door to fast-json-patch. */
import jsonPatch, { type Operation } from "fast-json-patch";
import { ApiError } from "../../api-error.ts";
import { badRequest, tooLarge } from "../errors.ts";
import { isObject } from "../json.ts";

const operationLimit = 10_000;
/** Bytes that all copies of one patch may make; a few copies of copies would fill the memory. */
const copyLimit = 3 << 20;

/** RFC 6902. Throws ApiError: BadRequest for what is no patch, Invalid for one that can't be applied. */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch) || !patch.every((each) => isObject(each) && typeof each.op === "string")) {
    throw badRequest("error decoding patch: json: cannot unmarshal object into Go value of type []interface {}");
  }
  if (patch.length > operationLimit) throw tooLarge(operationLimit);
  try {
    let patched = structuredClone(document);
    let copied = 0;
    for (const [index, operation] of (structuredClone(patch) as Operation[]).entries()) {
      if (operation.op === "move" && operation.path.startsWith(`${operation.from}/`)) throw refused();
      if (standsBehind(operation.path, patched)) throw refused();
      if (operation.op === "copy") copied += JSON.stringify(jsonPatch.getValueByPointer(patched, operation.from) ?? null).length;
      if (copied > copyLimit) throw tooLarge(copyLimit);
      patched = jsonPatch.applyOperation(patched, operation, true, true, true, index).newDocument;
    }
    return patched;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw refused();
  }
}

/** Whether a path names an element past the end of its list; past 2^31 the package takes the index for a negative one. */
function standsBehind(path: string, document: unknown): boolean {
  const slash = path.lastIndexOf("/");
  const index = path.slice(slash + 1);
  if (slash < 0 || !/^\d+$/.test(index)) return false;
  const list: unknown = jsonPatch.getValueByPointer(document, path.slice(0, slash));
  return Array.isArray(list) && Number(index) > list.length;
}

function refused(): ApiError {
  return new ApiError({ code: 422, reason: "Invalid", message: "the server rejected our request due to an error in our request", details: {} });
}
