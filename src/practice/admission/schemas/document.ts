/** The OpenAPI document of Kubernetes 1.36.2: types without their descriptions; the recorded ones, and those of the other kinds we serve. */
import type { Fields } from "../field/json-fields.ts";
import more from "./more.json";
import recorded from "./openapi.json";

const schemas = { ...recorded.schemas, ...more.schemas } as unknown as Readonly<Record<string, Fields>>;
const documents = [recorded.documents, more.documents] as readonly Readonly<Record<string, readonly string[]>>[];

export function typeNames(): readonly string[] {
  return Object.keys(schemas);
}

export function typeText(name: string): Fields {
  return schemas[name] ?? {};
}

/** The types that belong to "api/v1", "apis/apps/v1" …; undefined for a group that was not recorded. */
export function typesOf(groupVersionPath: string): readonly string[] | undefined {
  const names = documents.flatMap((each) => each[groupVersionPath] ?? []);
  return names.length === 0 ? undefined : names;
}
