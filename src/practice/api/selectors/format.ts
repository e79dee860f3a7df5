import type { LabelSelector } from "../../objects.ts";
import { isObject } from "../json.ts";

const operators = { In: "in", NotIn: "notin", Exists: "", DoesNotExist: "!" };

/** A selector of an object as a label query writes it: `app=echo,tier in (a,b)`; of a plain map too. Empty when there is none. */
export function formatSelector(selector: unknown): string {
  if (!isObject(selector)) return "";
  if (!("matchLabels" in selector) && !("matchExpressions" in selector)) return formatLabels(selector);
  const { matchLabels = {}, matchExpressions = [] } = selector as LabelSelector;
  const labels = Object.entries(matchLabels).map(([key, value]) => [key, `${key}=${value}`] as const);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    const word = operators[operator];
    if (operator === "Exists" || operator === "DoesNotExist") return [key, `${word}${key}`] as const;
    return [key, `${key} ${word} (${[...values].sort().join(",")})`] as const;
  });
  return [...labels, ...expressions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join(",");
}

/** `a=b,c=d`, sorted by key. */
export function formatLabels(labels: unknown): string {
  if (!isObject(labels)) return "";
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(",");
}
