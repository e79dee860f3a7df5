/** One type of the API as its OpenAPI schema describes it, references followed when they are read. */
export interface Schema {
  /** "ObjectMeta", "Container": the type's name, where it has one. */
  readonly name?: string;
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** "int32", "int-or-string", "date-time", "byte", "quantity" … */
  readonly format?: string;
  /** The fields of an object, in the order of the type; absent for an open map. */
  readonly properties?: Readonly<Record<string, Schema>>;
  /** The values of an open map. */
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  /** x-kubernetes-list-type, x-kubernetes-list-map-keys, x-kubernetes-map-type */
  readonly listType?: "atomic" | "set" | "map";
  readonly listMapKeys?: readonly string[];
  readonly mapType?: "atomic" | "granular";
  /** x-kubernetes-patch-strategy ("merge", "retainKeys", "merge,retainKeys") and x-kubernetes-patch-merge-key */
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
}
