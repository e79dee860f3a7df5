/** Objects in the shape that the client asked for. */
import type { KubeObject } from "../../objects.ts";
import { groupVersionOf, type ResourceKind } from "../catalogue.ts";
import type { Answer } from "../http/accept.ts";
import { newerEvent } from "../newer-events.ts";
import { partialMetadata, tableOf } from "../table/table.ts";

export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

interface Presentation {
  readonly kind: ResourceKind;
  readonly answer: Answer;
  readonly query: URLSearchParams;
  /** Milliseconds since the epoch, for ages. */
  readonly now: number;
}

export function presentObject(object: KubeObject, context: Presentation): unknown {
  switch (context.answer.as) {
    case "object":
      return asShown(object, context.kind);
    case "metadata":
      return partialMetadata(object, context.answer.version);
    case "table":
      return tableOf([object], { ...tableOptions(context), metadata: { resourceVersion: object.metadata.resourceVersion ?? "" } });
  }
}

export function presentList(objects: readonly KubeObject[], metadata: ListMeta, context: Presentation): unknown {
  const { kind, answer } = context;
  switch (answer.as) {
    case "object":
      return {
        kind: `${kind.kind}List`,
        apiVersion: groupVersionOf(kind),
        metadata,
        items: objects.map((object) => asShown(object, kind)).map(({ apiVersion: _version, kind: _kind, ...object }) => object),
      };
    case "metadata":
      return {
        kind: "PartialObjectMetadataList",
        apiVersion: `meta.k8s.io/${answer.version}`,
        metadata,
        items: objects.map((object) => partialMetadata(object, answer.version)),
      };
    case "table":
      return tableOf(objects, { ...tableOptions(context), metadata });
  }
}

/** The object of a watch event; `first`: whether it is the stream's first, which alone tells a table's columns. */
export function presentEvent(object: KubeObject, context: Presentation & { readonly first: boolean }): unknown {
  if (context.answer.as !== "table") return presentObject(object, context);
  const table = tableOf([object], { ...tableOptions(context), metadata: { resourceVersion: object.metadata.resourceVersion ?? "" } });
  return context.first ? table : { ...table, columnDefinitions: null };
}

function asShown(object: KubeObject, { group }: ResourceKind): KubeObject {
  return group === "events.k8s.io" ? newerEvent(object) : object;
}

function tableOptions({ kind, answer, query, now }: Presentation) {
  return { kind, version: answer.version, includeObject: query.get("includeObject") ?? "Metadata", now };
}
