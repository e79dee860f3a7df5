import type { Condition } from "../objects.ts";

export function findCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === "True";
}

/** The condition in place of the one of its type, or at the end; the time of its transition is kept while the status stays. */
export function withCondition(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  const before = findCondition(conditions, condition.type);
  if (before === undefined) return [...conditions, condition];
  const isSame = before.status === condition.status && before.lastTransitionTime !== undefined;
  const next = isSame ? { ...condition, lastTransitionTime: before.lastTransitionTime! } : condition;
  return conditions.map((each) => (each.type === condition.type ? next : each));
}
