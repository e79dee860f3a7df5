import { type FieldErrors, invalid } from "../field/errors.ts";
import { dnsSubdomain } from "../field/formats.ts";
import { type Fields, madePart, part, text } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";

export const eventRules: KindRules = {
  defaults: (event) => {
    madePart(event, "source");
    if (event.reportingComponent === undefined) event.reportingComponent = text(part(event, "source"), "component");
    if (event.reportingInstance === undefined) event.reportingInstance = text(part(event, "source"), "host");
    for (const time of ["firstTimestamp", "lastTimestamp", "eventTime"]) if (event[time] === undefined) event[time] = null;
  },
  createErrors: (event) => [...objectMetaErrors(event, { namespaced: true, name: dnsSubdomain }), ...namespaceErrors(event)],
  updateErrors: (event, previous) => objectMetaUpdateErrors(event, previous),
};

/** An event stands in the namespace of what it is about; of what has none, in default. */
function namespaceErrors(event: Fields): FieldErrors {
  const own = text(part(event, "metadata"), "namespace");
  const about = text(part(event, "involvedObject"), "namespace");
  if (about === own || (about === "" && (own === "default" || own === "kube-system"))) return [];
  return [invalid("involvedObject.namespace", about, "does not match event.namespace")];
}
