/** Reading the fields of a decoded object: types are known to be right, absent means Go's zero value. */

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function part(owner: Fields | undefined, name: string): Fields | undefined {
  const value = owner?.[name];
  return isFields(value) ? value : undefined;
}

/** The object under that name, made when it is not there. */
export function madePart(owner: Fields, name: string): Fields {
  const found = part(owner, name);
  if (found !== undefined) return found;
  const made: Fields = {};
  owner[name] = made;
  return made;
}

export function items(owner: Fields | undefined, name: string): Fields[] {
  const value = owner?.[name];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function texts(owner: Fields | undefined, name: string): string[] {
  const value = owner?.[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function text(owner: Fields | undefined, name: string): string {
  const value = owner?.[name];
  return typeof value === "string" ? value : "";
}

export function number(owner: Fields | undefined, name: string): number {
  const value = owner?.[name];
  return typeof value === "number" ? value : 0;
}

export function flag(owner: Fields | undefined, name: string): boolean {
  return owner?.[name] === true;
}

/** A map of texts: labels, annotations, selectors, data. */
export function textMap(owner: Fields | undefined, name: string): Record<string, string> {
  return (part(owner, name) ?? {}) as Record<string, string>;
}

export function hasAny(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isFields(value) && Object.keys(value).length > 0;
}

/** Fills in a field that is absent, or empty where upstream takes empty for absent. */
export function fill(owner: Fields, name: string, value: unknown): void {
  const now = owner[name];
  if (now === undefined || now === null || now === "") owner[name] = value;
}
