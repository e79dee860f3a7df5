import type { FieldErrors } from "../field/errors.ts";
import { dnsSubdomain } from "../field/formats.ts";
import { type Fields, fill, madePart, number, part } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { nonNegativeErrors } from "../pod/validate-probes.ts";
import { fixedSelectorErrors, warnOfTemplate } from "./deployment.ts";
import { defaultTemplate, selectionErrors } from "./template.ts";

export const replicaSetRules: KindRules = {
  defaults: (set) => {
    const spec = madePart(set, "spec");
    fill(spec, "replicas", 1);
    defaultTemplate(spec);
  },
  prepareCreate: (set) => {
    set.status = { replicas: 0 };
  },
  createErrors: (set) => [...objectMetaErrors(set, { namespaced: true, name: dnsSubdomain }), ...specErrors(set)],
  updateErrors: (set, previous) => [...objectMetaUpdateErrors(set, previous), ...specErrors(set), ...fixedSelectorErrors(set, previous)],
  warn: warnOfTemplate,
  counts: "generation",
};

function specErrors(set: Fields): FieldErrors {
  const spec = part(set, "spec") ?? {};
  return [
    ...nonNegativeErrors(number(spec, "replicas"), "spec.replicas"),
    ...nonNegativeErrors(number(spec, "minReadySeconds"), "spec.minReadySeconds"),
    ...selectionErrors(spec),
  ];
}
