import { isObject } from "../json.ts";

interface Order {
  /** Keys (as maps that hold the merge key, or plain values) in the order that the patch asks for. */
  readonly wanted: readonly unknown[];
  /** The list before the patch. */
  readonly original: readonly unknown[];
  readonly mergeKey: string | undefined;
}

/** What the patch speaks of in its order; the rest keeps its place before what it stood before. */
export function inWantedOrder(list: readonly unknown[], { wanted, original, mergeKey }: Order): readonly unknown[] {
  const keyOf = (item: unknown): unknown => (mergeKey !== undefined && isObject(item) ? item[mergeKey] : item);
  const order = wanted.map(keyOf);
  const before = original.map(keyOf);
  const rank = (item: unknown): number => order.indexOf(keyOf(item));
  const asked = list.filter((item) => rank(item) >= 0).sort((a, b) => rank(a) - rank(b));
  const others = list.filter((item) => rank(item) < 0);
  const sorted: unknown[] = [];
  while (asked.length > 0 || others.length > 0) {
    const takeOther = asked.length === 0 || (others.length > 0 && stoodBefore(before, keyOf(others[0]), keyOf(asked[0])));
    sorted.push(takeOther ? others.shift() : asked.shift());
  }
  return sorted;
}

function stoodBefore(before: readonly unknown[], left: unknown, right: unknown): boolean {
  const at = before.indexOf(left);
  return at >= 0 && at < before.indexOf(right);
}
