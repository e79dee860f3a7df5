import { type FieldErrors, invalid, notSupported } from "../field/errors.ts";
import { dnsSubdomain } from "../field/formats.ts";
import { type Fields, fill, hasAny, madePart, number, part, text } from "../field/json-fields.ts";
import type { KindRules } from "../kind-rules.ts";
import { labelSelectorErrors } from "../meta/labels.ts";
import { objectMetaErrors, objectMetaUpdateErrors } from "../meta/object-meta.ts";
import { nonNegativeErrors } from "../pod/validate-probes.ts";
import { fixedSelectorErrors, warnOfTemplate } from "./deployment.ts";
import { rollingErrors } from "./strategy.ts";
import { defaultTemplate, templateErrors } from "./template.ts";

export const daemonSetRules: KindRules = {
  defaults: (set) => {
    const spec = madePart(set, "spec");
    defaultTemplate(spec);
    const strategy = madePart(spec, "updateStrategy");
    fill(strategy, "type", "RollingUpdate");
    if (text(strategy, "type") === "RollingUpdate") {
      fill(madePart(strategy, "rollingUpdate"), "maxUnavailable", 1);
      fill(madePart(strategy, "rollingUpdate"), "maxSurge", 0);
    }
    fill(spec, "revisionHistoryLimit", 10);
  },
  prepareCreate: (set) => {
    set.status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  },
  createErrors: (set) => [...objectMetaErrors(set, { namespaced: true, name: dnsSubdomain }), ...specErrors(set)],
  updateErrors: (set, previous) => [...objectMetaUpdateErrors(set, previous), ...specErrors(set), ...fixedSelectorErrors(set, previous)],
  warn: warnOfTemplate,
  counts: "generation",
};

function specErrors(set: Fields): FieldErrors {
  const spec = part(set, "spec") ?? {};
  const selector = part(spec, "selector");
  const isEmpty = selector !== undefined && !hasAny(selector.matchLabels) && !hasAny(selector.matchExpressions);
  return [
    ...labelSelectorErrors(selector, "spec.selector"),
    ...(isEmpty ? [invalid("spec.selector", selector, "empty selector is invalid for daemonset")] : []),
    ...templateErrors(spec, "spec.template"),
    ...nonNegativeErrors(number(spec, "minReadySeconds"), "spec.minReadySeconds"),
    ...strategyErrors(part(spec, "updateStrategy") ?? {}),
    ...nonNegativeErrors(number(spec, "revisionHistoryLimit"), "spec.revisionHistoryLimit"),
  ];
}

function strategyErrors(strategy: Fields): FieldErrors {
  const type = text(strategy, "type");
  if (type === "OnDelete") return [];
  const at = "spec.updateStrategy";
  return type === "RollingUpdate"
    ? rollingErrors(part(strategy, "rollingUpdate") ?? {}, `${at}.rollingUpdate`)
    : [notSupported(`${at}.type`, type, ["RollingUpdate", "OnDelete"])];
}
