/** Labels and selectors. */
import { labelsOf, listOf, pick, textOf } from "./json.ts";
import { editDistance } from "./nearness.ts";

export type Labels = Readonly<Record<string, string>>;

/** Every pair of `wanted` is among `labels`. */
export function holdsLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** A workload's selector, with matchLabels and matchExpressions; one that says nothing selects nothing. */
export function selects(selector: unknown, labels: Labels): boolean {
  const matchLabels = labelsOf(pick(selector, "matchLabels"));
  const expressions = listOf(pick(selector, "matchExpressions"));
  if (Object.keys(matchLabels).length === 0 && expressions.length === 0) return false;
  return holdsLabels(labels, matchLabels) && expressions.every((expression) => isMet(expression, labels));
}

function isMet(expression: unknown, labels: Labels): boolean {
  const value = labels[textOf(pick(expression, "key")) ?? ""];
  const values = listOf(pick(expression, "values"));
  switch (pick(expression, "operator")) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** The pairs that a selector surely asks for: matchLabels, and matchExpressions that allow one value. */
export function demandedLabels(selector: unknown): Labels {
  const single = listOf(pick(selector, "matchExpressions")).flatMap((expression) => {
    const values = listOf(pick(expression, "values"));
    const key = textOf(pick(expression, "key"));
    return pick(expression, "operator") === "In" && values.length === 1 && key !== undefined ? [[key, String(values[0])] as const] : [];
  });
  return { ...Object.fromEntries(single), ...labelsOf(pick(selector, "matchLabels")) };
}

/** Without what controllers add. */
export function ownLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key !== "pod-template-hash" && key !== "controller-revision-hash"));
}

/** How much of a selector some labels meet: whole pairs, then near values, then keys. 0: nothing in common. */
export function likeness(selector: Labels, labels: Labels): number {
  let score = 0;
  for (const [key, value] of Object.entries(selector)) {
    const there = labels[key];
    if (there === value) score += 10;
    else if (there !== undefined) score += editDistance(there, value) <= 2 || there.includes(value) || value.includes(there) ? 5 : 1;
    else if (Object.entries(labels).some(([other, held]) => held === value && editDistance(other, key) <= 2)) score += 5;
  }
  return score;
}
