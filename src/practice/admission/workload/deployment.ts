import type { AdmissionContext } from "../context.ts";
import { equalValues } from "../field/equal.ts";
import { type FieldErrors, invalid } from "../field/errors.ts";
import { dnsSubdomain } from "../field/formats.ts";
import { type Fields, fill, madePart, number, part } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { nonNegativeErrors } from "../pod/validate-probes.ts";
import { warnOfContainers } from "../pod/warnings.ts";
import { defaultStrategy, strategyErrors } from "./strategy.ts";
import { defaultTemplate, selectionErrors } from "./template.ts";

export const deploymentRules: KindRules = {
  defaults: (deployment) => {
    const spec = madePart(deployment, "spec");
    fill(spec, "replicas", 1);
    defaultTemplate(spec);
    defaultStrategy(spec);
    fill(spec, "revisionHistoryLimit", 10);
    fill(spec, "progressDeadlineSeconds", 600);
  },
  prepareCreate: (deployment) => {
    deployment.status = {};
  },
  createErrors: (deployment) => [...objectMetaErrors(deployment, { namespaced: true, name: dnsSubdomain }), ...specErrors(deployment)],
  updateErrors: (deployment, previous) => [
    ...objectMetaUpdateErrors(deployment, previous),
    ...specErrors(deployment),
    ...fixedSelectorErrors(deployment, previous),
  ],
  warn: warnOfTemplate,
  counts: "generation",
};

export function fixedSelectorErrors(object: Fields, previous: Fields): FieldErrors {
  const selector = part(object, "spec")?.selector;
  return equalValues(selector, part(previous, "spec")?.selector) ? [] : [invalid("spec.selector", selector, "field is immutable")];
}

export function warnOfTemplate(object: Fields, context: AdmissionContext): void {
  warnOfContainers(part(part(part(object, "spec"), "template"), "spec") ?? {}, "spec.template.spec", context);
}

function specErrors(deployment: Fields): FieldErrors {
  const spec = part(deployment, "spec") ?? {};
  return [
    ...nonNegativeErrors(number(spec, "replicas"), "spec.replicas"),
    ...selectionErrors(spec),
    ...strategyErrors(spec),
    ...nonNegativeErrors(number(spec, "minReadySeconds"), "spec.minReadySeconds"),
    ...nonNegativeErrors(number(spec, "revisionHistoryLimit"), "spec.revisionHistoryLimit"),
    ...deadlineErrors(spec),
  ];
}

function deadlineErrors(spec: Fields): FieldErrors {
  const deadline = number(spec, "progressDeadlineSeconds");
  const at = "spec.progressDeadlineSeconds";
  return [
    ...nonNegativeErrors(deadline, at),
    ...(deadline <= number(spec, "minReadySeconds") ? [invalid(at, deadline, "must be greater than minReadySeconds")] : []),
  ];
}
