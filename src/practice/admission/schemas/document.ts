/** The recorded OpenAPI document of Kubernetes 1.36.2: types without their descriptions. */
import type { Fields } from "../field/json-fields.ts";
import recorded from "./openapi.json";

const schemas = recorded.schemas as unknown as Readonly<Record<string, Fields>>;
const documents = recorded.documents as Readonly<Record<string, readonly string[]>>;

export function typeNames(): readonly string[] {
  return Object.keys(schemas);
}

export function typeText(name: string): Fields {
  return schemas[name] ?? {};
}

/** The types that belong to "api/v1", "apis/apps/v1" …; undefined for a group that was not recorded. */
export function typesOf(groupVersionPath: string): readonly string[] | undefined {
  return documents[groupVersionPath];
}
