/** Server-side apply: who applies owns what he names; what others own of another value is a conflict. */
import { ApiError } from "../../api-error.ts";
import { apiTime, type KubeObject } from "../../objects.ts";
import { equalJson } from "../equal.ts";
import { compareFields } from "../fields/compare.ts";
import { difference, emptySet, type FieldSet, fromFieldsV1, intersection, isEmptySet, pathsOf, toFieldsV1, union, withPaths } from "../fields/field-set.ts";
import { ownable } from "../fields/ignored.ts";
import { isManager, type Manager, type ManagerId, readManagers, withManagers } from "../fields/managers.ts";
import { appliedFields } from "../fields/set-of.ts";
import type { FieldSchema } from "../schema-view.ts";
import { mergeApplied, pruned } from "./merge-applied.ts";

export interface ApplyRequest {
  readonly config: KubeObject;
  /** Undefined: the object is created. */
  readonly live: KubeObject | undefined;
  readonly schema: FieldSchema;
  readonly manager: string;
  readonly subresource: string | undefined;
  readonly force: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The object to store, its managedFields brought up to date. Throws ApiError Conflict. */
export function appliedObject(request: ApplyRequest): KubeObject {
  const { config, live, schema } = request;
  const subresource = request.subresource === undefined ? {} : { subresource: request.subresource };
  const id: ManagerId = { manager: request.manager, operation: "Apply", apiVersion: config.apiVersion, ...subresource };
  const named = ownable(appliedFields(config, schema), request.subresource);
  if (live === undefined) return withManagers(config, [{ ...id, time: apiTime(request.now), fields: named }]);
  const managers = readManagers(live);
  const mine = managers.find(isManager(id));
  const others = managers.filter((manager) => !isManager(id)(manager));
  const merged = mergeApplied(live, config, schema) as KubeObject;
  const changed = compareFields(live, merged, schema).changed;
  const lost = conflictsOf(others, changed);
  if (lost.length > 0 && !request.force) throw conflictError(lost);
  const left = others.map((manager) => ({ ...manager, fields: difference(manager.fields, taken(lost, manager)) }));
  const dropped = difference(mine?.fields ?? emptySet, named);
  const kept = left.reduce<FieldSet>((all, manager) => union(all, manager.fields), named);
  const result = pruned(merged, difference(dropped, withPaths(kept)), schema) as KubeObject;
  const same = mine !== undefined && equalJson(toFieldsV1(mine.fields), toFieldsV1(fromFieldsV1(toFieldsV1(named)))) && isEmptySet(changed);
  const time = same && mine?.time !== undefined ? mine.time : apiTime(request.now);
  return withManagers(result, [...left, { ...id, time, fields: named }]);
}

interface Lost {
  readonly manager: Manager;
  readonly fields: FieldSet;
}

function conflictsOf(others: readonly Manager[], changed: FieldSet): readonly Lost[] {
  return others.map((manager) => ({ manager, fields: intersection(manager.fields, changed) })).filter(({ fields }) => !isEmptySet(fields));
}

function taken(lost: readonly Lost[], manager: Manager): FieldSet {
  return lost.find((each) => each.manager === manager)?.fields ?? emptySet;
}

function conflictError(lost: readonly Lost[]): ApiError {
  const causes = lost.flatMap(({ manager, fields }) =>
    pathsOf(fields).map((field) => ({ reason: "FieldManagerConflict", message: `conflict with ${nameOf(manager)}`, field, by: nameOf(manager) })),
  );
  const [only] = causes;
  const managers = [...new Set(causes.map(({ by }) => by))].sort();
  const listed = managers.map(
    (by) =>
      `conflicts with ${by}:\n${causes
        .filter((cause) => cause.by === by)
        .map(({ field }) => `- ${field}`)
        .join("\n")}`,
  );
  const what = causes.length === 1 ? `1 conflict: conflict with ${only!.by}: ${only!.field}` : `${causes.length} conflicts: ${listed.join("\n")}`;
  return new ApiError({
    code: 409,
    reason: "Conflict",
    message: `Apply failed with ${what}`,
    details: { causes: causes.map(({ by: _by, ...cause }) => cause) },
  });
}

function nameOf({ manager, subresource, operation, apiVersion }: Manager): string {
  const name = subresource === undefined ? JSON.stringify(manager) : `${JSON.stringify(manager)} with subresource ${JSON.stringify(subresource)}`;
  return operation === "Update" ? `${name} using ${apiVersion}` : name;
}
