import type { LabelSelector, Labels } from "../objects.ts";

/** An empty or absent selector matches nothing here: that is how Services and workloads use it. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}

export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  const pairs = Object.entries(selector?.matchLabels ?? {});
  const expressions = selector?.matchExpressions ?? [];
  if (pairs.length + expressions.length === 0) return false;
  return pairs.every(([key, value]) => labels[key] === value) && expressions.every((expression) => matchesExpression(expression, labels));
}

function matchesExpression({ key, operator, values = [] }: NonNullable<LabelSelector["matchExpressions"]>[number], labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
