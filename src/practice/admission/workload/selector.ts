import { meetsRequirement, type Requirement } from "../../objects.ts";
import { type FieldErrors, invalid, required } from "../field/errors.ts";
import { type Fields, hasAny, items, part, text, textMap, texts } from "../field/json-fields.ts";
import { labelSelectorErrors } from "../meta/labels.ts";

/** No selector matches nothing; an empty one matches everything. */
export function selectorMatches(selector: Fields | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const wanted = textMap(selector, "matchLabels");
  return (
    Object.keys(wanted).every((key) => labels[key] === wanted[key]) &&
    items(selector, "matchExpressions").every((each) => meetsRequirement(requirementOf(each), labels))
  );
}

function requirementOf(fields: Fields): Requirement {
  return { key: text(fields, "key"), operator: text(fields, "operator"), values: texts(fields, "values") };
}

export function requiredSelectorErrors(spec: Fields, emptyText: string): FieldErrors {
  const selector = part(spec, "selector");
  if (selector === undefined) return [required("spec.selector")];
  const isEmpty = !hasAny(selector.matchLabels) && !hasAny(selector.matchExpressions);
  return [...labelSelectorErrors(selector, "spec.selector"), ...(isEmpty ? [invalid("spec.selector", {}, emptyText)] : [])];
}
