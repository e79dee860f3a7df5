/** The object that a patch makes of another, decoded again; with upstream's texts where it can't be. */
import { ApiError } from "../../api-error.ts";
import type { KubeObject } from "../../objects.ts";
import type { ResourceName } from "../../registry.ts";
import type { Admission, FieldValidation } from "../admission-port.ts";
import { badRequest, invalidPatch } from "../errors.ts";
import { isObject } from "../json.ts";
import { goFormat } from "./go-format.ts";
import { applyJsonPatch } from "./json-patch-door.ts";
import { mergePatch } from "./merge.ts";
import { restoreError } from "./restore.ts";
import { strategicMerge } from "./strategic.ts";

export interface PatchRequest {
  readonly type: "json" | "merge" | "strategic";
  readonly patch: unknown;
  readonly current: KubeObject;
  readonly resource: ResourceName;
  readonly validation: FieldValidation;
  readonly admission: Admission;
  readonly warn: (text: string) => void;
}

export function patchedObject(request: PatchRequest): KubeObject {
  const { type, patch, current, resource, admission } = request;
  switch (type) {
    case "json": {
      const patched = applyJsonPatch(current, patch);
      return decoded(request, patched, () => JSON.stringify(patched));
    }
    case "merge": {
      if (!isObject(patch))
        throw badRequest(
          `error decoding patch: json: cannot unmarshal ${Array.isArray(patch) ? "array" : typeof patch} into Go value of type map[string]interface {}`,
        );
      const patched = mergePatch(current, patch);
      return decoded(request, patched, () => JSON.stringify(patched));
    }
    case "strategic": {
      if (!isObject(patch))
        throw badRequest(`json: cannot unmarshal ${Array.isArray(patch) ? "array" : typeof patch} into Go value of type map[string]interface {}`);
      const consumed = structuredClone(patch) as Record<string, unknown>;
      const schema = admission.schemaOf(resource);
      const patched = strategicMerge(current, consumed, schema);
      const error = restoreError(patched, schema);
      if (error !== undefined) throw invalidPatch(goFormat(consumed), error);
      return decoded(request, patched, () => goFormat(consumed));
    }
  }
}

function decoded({ admission, resource, validation, warn }: PatchRequest, patched: unknown, shown: () => string): KubeObject {
  try {
    const { object, warnings } = admission.decodeBody(resource, patched, validation);
    for (const warning of warnings) warn(warning);
    return object;
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== "BadRequest") throw error;
    throw invalidPatch(shown(), error.message.replace(/^.*? cannot be handled as an? \w+: /s, ""));
  }
}
