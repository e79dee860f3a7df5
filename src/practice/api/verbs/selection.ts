import type { KubeObject } from "../../objects.ts";
import { olderFieldQuery } from "../newer-events.ts";
import type { Target } from "../router.ts";
import { parseFieldQuery } from "../selectors/field-query.ts";
import { parseLabelQuery } from "../selectors/label-query.ts";

/** Which objects a list or watch is about. */
export interface Selection {
  readonly matches: (object: KubeObject) => boolean;
  /** By labels or fields, and not by place alone. */
  readonly narrowed: boolean;
}

/** Throws ApiError BadRequest for a selector that can't be read. */
export function readSelection(target: Target, query: URLSearchParams): Selection {
  const labelQuery = query.get("labelSelector") ?? "";
  const askedFields = query.get("fieldSelector") ?? "";
  const fieldQuery = target.resource.group === "events.k8s.io" ? olderFieldQuery(askedFields) : askedFields;
  const labels = parseLabelQuery(labelQuery);
  const fields = parseFieldQuery(target.resource.resource, fieldQuery);
  const { namespace, name } = target;
  return {
    narrowed: labelQuery !== "" || fieldQuery !== "",
    matches: (object) =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      (name === undefined || object.metadata.name === name) &&
      labels(object.metadata.labels) &&
      fields(object),
  };
}
