import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, parseAllDocuments } from "yaml";
import { type AdmissionContext, admitCreate, admitUpdate, decodeBody } from "../../../src/practice/admission/admission.ts";
import { resourceKinds } from "../../../src/practice/api/catalogue.ts";
import { ApiError } from "../../../src/practice/api-error.ts";
import type { KubeObject } from "../../../src/practice/objects.ts";
import type { ObjectRef, ResourceName } from "../../../src/practice/registry.ts";

/** The objects that a decision can see, and the texts it warned with. */
export class World {
  readonly warnings: string[] = [];
  readonly #objects: { readonly resource: ResourceName; readonly object: KubeObject }[] = [];

  context(options: { readonly dryRun?: boolean } = {}): AdmissionContext {
    return {
      list: <T extends KubeObject>(resource: ResourceName) =>
        this.#objects.filter((each) => each.resource === resource).map((each) => each.object) as unknown as readonly T[],
      get: <T extends KubeObject>(ref: ObjectRef) =>
        this.#objects.find((each) => each.resource === ref.resource && each.object.metadata.name === ref.name)?.object as T | undefined,
      now: 0,
      dryRun: options.dryRun === true,
      warn: (text) => this.warnings.push(text),
    };
  }

  create<T extends KubeObject>(manifest: string, options: { readonly dryRun?: boolean } = {}): T {
    const { resource, object } = this.#read(manifest);
    const admitted = admitCreate(resource, object, this.context(options));
    this.#objects.push({ resource, object: admitted });
    return admitted as T;
  }

  /** As `kubectl replace` does it. */
  update<T extends KubeObject>(manifest: string, previous: KubeObject): T {
    const { resource, object } = this.#read(manifest);
    return admitUpdate(resource, { ...object, metadata: { ...previous.metadata, ...object.metadata } }, previous, this.context()) as T;
  }

  #read(manifest: string): { readonly resource: ResourceName; readonly object: KubeObject } {
    const value = parse(manifest) as { readonly kind: string };
    const kind = resourceKinds.find((each) => each.kind.toLowerCase() === value.kind.toLowerCase())!;
    const { object, warnings } = decodeBody(kind.resource, value, "Strict");
    this.warnings.push(...warnings);
    return { resource: kind.resource, object: kind.namespaced ? { ...object, metadata: { namespace: "default", ...object.metadata } } : object };
  }
}

/** What the API refuses it with; "accepted" when it doesn't. */
export function refusalOf(act: () => unknown): ApiError | "accepted" {
  try {
    act();
    return "accepted";
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

export interface Recorded {
  readonly id: string;
  readonly path: "create" | "update";
  readonly yaml: string;
  readonly rc: number;
  readonly stderr: string;
  readonly before?: string;
}

export function recordedApplies(): readonly Recorded[] {
  const file = fileURLToPath(new URL("../../recordings/apply-errors.jsonl", import.meta.url));
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Recorded);
}

export function documentsOf(yaml: string): readonly string[] {
  return parseAllDocuments(yaml)
    .filter((document) => document.errors.length === 0 && document.contents !== null)
    .map((document) => document.toString());
}
