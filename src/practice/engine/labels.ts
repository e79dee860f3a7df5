import { type LabelSelector, type Labels, meetsRequirement } from "../objects.ts";

/** An empty or absent selector matches nothing here: that is how Services and workloads use it. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}

export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  const pairs = Object.entries(selector?.matchLabels ?? {});
  const expressions = selector?.matchExpressions ?? [];
  if (pairs.length + expressions.length === 0) return false;
  return pairs.every(([key, value]) => labels[key] === value) && expressions.every((expression) => meetsRequirement(expression, labels));
}
