/** OpenAPI v3 documents as kubectl asks for them: types for explain and merging, paths for what an operation takes. */
import { createHash } from "node:crypto";
import { groupVersionOf, type ResourceKind, resourceKinds } from "../../api/catalogue.ts";
import type { Fields } from "../field/json-fields.ts";
import { typesOf, typeText } from "../schemas/document.ts";

/** The answer to `/openapi/v3`. */
export function openApiV3Index(): unknown {
  const paths = groupVersionPaths().map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(path)}` }]);
  return { paths: Object.fromEntries(paths) };
}

/** The document of "api/v1", "apis/apps/v1" …; undefined for a group we don't serve. */
export function openApiV3(groupVersionPath: string): unknown {
  if (!groupVersionPaths().includes(groupVersionPath)) return undefined;
  const recorded = typesOf(groupVersionPath) ?? [];
  const kinds = kindsOf(groupVersionPath);
  const schemas = {
    ...Object.fromEntries(recorded.map((name) => [name, typeText(name)])),
    ...Object.fromEntries(kinds.flatMap((kind) => bareType(kind, recorded))),
  };
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "v1.36.2" },
    paths: Object.fromEntries(kinds.flatMap((kind) => pathsOf(kind, groupVersionPath))),
    components: { schemas },
  };
}

function groupVersionPaths(): readonly string[] {
  return [...new Set(resourceKinds.map(pathOf))].sort();
}

function pathOf(kind: ResourceKind): string {
  return kind.group === "" ? `api/${kind.version}` : `apis/${groupVersionOf(kind)}`;
}

function kindsOf(groupVersionPath: string): readonly ResourceKind[] {
  return resourceKinds.filter((kind) => pathOf(kind) === groupVersionPath);
}

function hashOf(path: string): string {
  return createHash("sha512")
    .update(path)
    .update(String(typesOf(path)?.length))
    .digest("hex")
    .toUpperCase();
}

export function typeNameOf(kind: ResourceKind): string {
  const group = kind.group === "" ? "core" : kind.group.replace(".k8s.io", "");
  return `io.k8s.api.${group}.${kind.version}.${kind.kind}`;
}

/** A kind whose type was not recorded still has a name. */
function bareType(kind: ResourceKind, recorded: readonly string[]): readonly (readonly [string, Fields])[] {
  const name = typeNameOf(kind);
  if (recorded.includes(name)) return [];
  return [[name, { type: "object", "x-kubernetes-group-version-kind": [groupVersionKind(kind)] }]];
}

function groupVersionKind(kind: ResourceKind): Fields {
  return { group: kind.group, kind: kind.kind, version: kind.version };
}

function pathsOf(kind: ResourceKind, groupVersionPath: string): readonly (readonly [string, Fields])[] {
  const all = `/${groupVersionPath}${kind.namespaced ? "/namespaces/{namespace}" : ""}/${kind.plural}`;
  const schema = { $ref: `#/components/schemas/${typeNameOf(kind)}` };
  const operation = (action: string, parameters: readonly string[]): Fields => ({
    parameters: parameters.map((name) => ({ name, in: "query", schema: { type: name === "force" ? "boolean" : "string", uniqueItems: true } })),
    responses: { "200": { description: "OK", content: { "application/json": { schema } } } },
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": groupVersionKind(kind),
  });
  const writing = ["dryRun", "fieldManager", "fieldValidation"];
  return [
    [all, { get: operation("list", ["labelSelector", "fieldSelector", "limit"]), post: operation("post", writing) }],
    [
      `${all}/{name}`,
      {
        get: operation("get", []),
        put: operation("put", writing),
        patch: { ...operation("patch", [...writing, "force"]), requestBody: { content: patchTypes } },
        delete: operation("delete", ["dryRun"]),
      },
    ],
  ];
}

/** The patches we take: kubectl merges by the types of this document only where it sees the strategic one here. */
export const patchMediaTypes = ["json-patch+json", "merge-patch+json", "strategic-merge-patch+json", "apply-patch+yaml"].map((type) => `application/${type}`);

const patchTypes: Fields = Object.fromEntries(patchMediaTypes.map((type) => [type, { schema: { type: "object" } }]));
