/** The pod template of a workload: its defaults, and whether it is acceptable. */
import { type FieldErrors, forbidden, invalid, notSupported } from "../field/errors.ts";
import { type Fields, madePart, part, text, textMap } from "../field/json-fields.ts";
import { annotationErrors, labelErrors, labelSelectorErrors } from "../meta/labels.ts";
import { defaultPodSpec } from "../pod/defaults.ts";
import { podSpecErrors } from "../pod/validate-spec.ts";
import { requiredSelectorErrors, selectorMatches } from "./selector.ts";

export function defaultTemplate(spec: Fields): void {
  const template = madePart(spec, "template");
  madePart(template, "metadata");
  defaultPodSpec(madePart(template, "spec"));
}

/** The selector, and the template whose labels it must find; of a template behind a selector that can't be read nothing is told. */
export function selectionErrors(spec: Fields): FieldErrors {
  const selector = part(spec, "selector");
  const isUnreadable = selector !== undefined && labelSelectorErrors(selector, "spec.selector").length > 0;
  return [
    ...requiredSelectorErrors(spec, "empty selector is invalid for deployment"),
    ...(isUnreadable ? [invalid("spec.selector", selector, "invalid label selector")] : templateErrors(spec, "spec.template")),
  ];
}

/** Without a selector nothing matches, and the labels are refused too. */
export function templateErrors(spec: Fields, at: string): FieldErrors {
  const template = part(spec, "template") ?? {};
  const labels = textMap(part(template, "metadata"), "labels");
  const pods = part(template, "spec") ?? {};
  const restart = text(pods, "restartPolicy");
  return [
    ...(selectorMatches(part(spec, "selector"), labels)
      ? []
      : [invalid(`${at}.metadata.labels`, Object.keys(labels).length === 0 ? null : labels, "`selector` does not match template `labels`")]),
    ...labelErrors(labels, `${at}.labels`),
    ...annotationErrors(textMap(part(template, "metadata"), "annotations"), `${at}.annotations`),
    ...podSpecErrors(pods, `${at}.spec`),
    ...(restart === "Always" ? [] : [notSupported(`${at}.spec.restartPolicy`, restart, ["Always"])]),
    ...(pods.activeDeadlineSeconds === undefined
      ? []
      : [forbidden(`${at}.spec.activeDeadlineSeconds`, "activeDeadlineSeconds in ReplicaSet is not Supported")]),
  ];
}
