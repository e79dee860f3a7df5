/** The OpenAPI v2 document, for clients that don't ask for v3: the same types under their older spelling. */
import { groupVersionOf, type ResourceKind, resourceKinds } from "../../api/catalogue.ts";
import { type Fields, isFields } from "../field/json-fields.ts";
import { typeNames, typeText } from "../schemas/document.ts";
import { patchMediaTypes, typeNameOf } from "./v3.ts";

export function openApiV2(): unknown {
  const recorded = Object.fromEntries(typeNames().map((name) => [name, olderType(typeText(name))]));
  const bare = Object.fromEntries(
    resourceKinds.map((kind) => [typeNameOf(kind), { type: "object", "x-kubernetes-group-version-kind": [groupVersionKind(kind)] }]),
  );
  return {
    swagger: "2.0",
    info: { title: "Kubernetes", version: "v1.36.2" },
    paths: Object.fromEntries(resourceKinds.map(pathOf)),
    definitions: { ...bare, ...recorded },
  };
}

function groupVersionKind(kind: ResourceKind): Fields {
  return { group: kind.group, kind: kind.kind, version: kind.version };
}

function pathOf(kind: ResourceKind): readonly [string, Fields] {
  const root = kind.group === "" ? `/api/${kind.version}` : `/apis/${groupVersionOf(kind)}`;
  const names = ["dryRun", "fieldManager", "fieldValidation", "force"];
  const patch = {
    consumes: patchMediaTypes,
    parameters: names.map((name) => ({ name, in: "query", type: name === "force" ? "boolean" : "string", uniqueItems: true })),
    responses: { "200": { description: "OK", schema: { $ref: `#/definitions/${typeNameOf(kind)}` } } },
    "x-kubernetes-action": "patch",
    "x-kubernetes-group-version-kind": groupVersionKind(kind),
  };
  return [`${root}${kind.namespaced ? "/namespaces/{namespace}" : ""}/${kind.plural}/{name}`, { patch }];
}

/** References stand alone, and what is a number or a text is called a text. */
function olderType(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(olderType);
  if (!isFields(value)) return typeof value === "string" ? value.replace("#/components/schemas/", "#/definitions/") : value;
  const { allOf, oneOf, default: _default, ...rest } = value;
  const inherited = Array.isArray(allOf) && isFields(allOf[0]) ? allOf[0] : {};
  const older = Object.fromEntries(Object.entries({ ...inherited, ...rest }).map(([key, each]) => [key, olderType(each)]));
  return oneOf === undefined ? older : { type: "string", ...older };
}
