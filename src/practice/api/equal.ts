/** Deep equality of JSON values; the order of keys does not matter, and a key that holds undefined is as none. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, index) => equalJson(each, b[index]));
  }
  const left = definedEntries(a);
  const right = b as Record<string, unknown>;
  return left.length === definedEntries(b).length && left.every(([key, value]) => equalJson(value, right[key]));
}

function definedEntries(object: object): readonly (readonly [string, unknown])[] {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}
