/** The types of the API, from the OpenAPI schemas of Kubernetes 1.36.2, references followed. */
import type { ResourceName } from "../../registry.ts";
import type { Schema } from "../schema.ts";
import { kindOf } from "../../api/catalogue.ts";
import { isFields, type Fields } from "../field/json-fields.ts";
import { typeNames, typeText } from "./document.ts";

const resolved = new Map<string, Schema>();
const roots = new Map<ResourceName, Schema>();

/** Kinds whose schema we do not have are open: only their metadata has a type. */
export function schemaOf(resource: ResourceName): Schema {
  const known = roots.get(resource);
  if (known !== undefined) return known;
  const { group, version, kind } = kindOf(resource);
  const name = typeNames().find((each) => each === `io.k8s.api.${group === "" ? "core" : group.replace(".k8s.io", "")}.${version}.${kind}`);
  const found = name === undefined ? openKind(kind) : resolve(name);
  roots.set(resource, found);
  return found;
}

function openKind(kind: string): Schema {
  const text: Schema = { type: "string" };
  const metadata = resolve("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  return { name: kind, type: "object", properties: { apiVersion: text, kind: text, metadata }, additionalProperties: {} };
}

function resolve(name: string): Schema {
  const known = resolved.get(name);
  if (known !== undefined) return known;
  const made: { -readonly [K in keyof Schema]: Schema[K] } = {};
  resolved.set(name, made);
  Object.assign(made, translate(typeText(name)), { name: name.split(".").at(-1)! });
  return made;
}

function translate(text: Fields): Schema {
  const reference = referenceOf(text);
  const own = ownParts(text);
  return reference === undefined ? own : { ...resolve(reference), ...own };
}

function referenceOf(text: Fields): string | undefined {
  const all = Array.isArray(text.allOf) ? text.allOf[0] : text;
  const reference = isFields(all) ? all.$ref : undefined;
  return typeof reference === "string" ? reference.replace("#/components/schemas/", "") : undefined;
}

function ownParts(text: Fields): Schema {
  const parts: Fields = {
    type: text.type,
    format: Array.isArray(text.oneOf) && text.format === undefined ? "quantity" : text.format,
    properties: isFields(text.properties)
      ? Object.fromEntries(Object.entries(text.properties).map(([name, each]) => [name, translate(each as Fields)]))
      : undefined,
    additionalProperties: isFields(text.additionalProperties) ? translate(text.additionalProperties) : undefined,
    items: isFields(text.items) ? translate(text.items) : undefined,
    required: text.required,
    default: text.default,
    listType: text["x-kubernetes-list-type"],
    listMapKeys: text["x-kubernetes-list-map-keys"],
    mapType: text["x-kubernetes-map-type"],
    patchStrategy: text["x-kubernetes-patch-strategy"],
    patchMergeKey: text["x-kubernetes-patch-merge-key"],
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Schema;
}
