/** Commands that mend: argv for kubectl, with the namespace where it isn't the default one. */
import { stringify } from "yaml";
import { isRecord } from "./json.ts";
import type { Fix, Json, KubeObject } from "./model.ts";

export function kubectl(namespace: string | undefined, ...words: readonly string[]): readonly string[] {
  return ["kubectl", ...words, ...(namespace === undefined || namespace === "default" ? [] : ["-n", namespace])];
}

const shortNames: Readonly<Record<string, string>> = { Service: "svc" };

/** "svc", "deployment". */
export function resourceOf(kind: string): string {
  return shortNames[kind] ?? kind.toLowerCase();
}

export function mergePatch(object: KubeObject, patch: Json): Fix {
  return { command: patchCommand(object, "merge", patch) };
}

export interface JsonPatchStep {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value?: Json | undefined;
}

export function jsonPatch(object: KubeObject, ...steps: readonly JsonPatchStep[]): Fix {
  return { command: patchCommand(object, "json", steps as unknown as Json) };
}

function patchCommand(object: KubeObject, type: string, patch: Json): readonly string[] {
  return kubectl(object.metadata.namespace, "patch", resourceOf(object.kind), object.metadata.name, `--type=${type}`, "-p", JSON.stringify(patch));
}

/** Sets one field of a live object, whatever list it stands in. `path` is an API field path. */
export function setField(object: KubeObject, keys: readonly (string | number)[], value: Json): Fix {
  if (keys.every((key) => typeof key === "string" && key !== "-")) return mergePatch(object, nest(keys as readonly string[], value));
  const pointer = `/${keys.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  return jsonPatch(object, { op: "add", path: pointer, value });
}

function nest(keys: readonly string[], value: Json): Json {
  return keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

/** A selector of a workload can't be changed: the object is deleted and made anew. */
export function replaceWhole(object: KubeObject, change: (plain: Record<string, Json>) => void): Fix {
  const plain = plainCopy(object);
  change(plain);
  return { command: kubectl(object.metadata.namespace, "replace", "--force", "-f", "-"), stdin: manifestText([plain]) };
}

export function applyAll(namespace: string, manifests: readonly Json[]): Fix {
  return { command: kubectl(namespace, "apply", "-f", "-"), stdin: manifestText(manifests) };
}

/** What YAML 1.1 would read as something else stands in quotes: kubectl reads that. */
export function manifestText(manifests: readonly Json[]): string {
  return manifests.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false, version: "1.1" })).join("---\n");
}

const ownAnnotations = /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/.*)$/;

/** The object as a learner could have written it: without what the cluster keeps in it. */
export function plainCopy(object: KubeObject): Record<string, Json> {
  const { status: _, metadata, ...rest } = object as unknown as Record<string, Json> & { metadata: Record<string, Json> };
  const copy = structuredClone(rest) as Record<string, Json>;
  const labels = metadata.labels;
  const kept = Object.entries(isRecord(metadata.annotations) ? (metadata.annotations as Record<string, Json>) : {}).filter(
    ([key]) => !ownAnnotations.test(key),
  );
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name: object.metadata.name,
      ...(object.metadata.namespace === undefined || object.metadata.namespace === "default" ? {} : { namespace: object.metadata.namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
    },
    ...Object.fromEntries(Object.entries(copy).filter(([key]) => key !== "apiVersion" && key !== "kind")),
  };
}
