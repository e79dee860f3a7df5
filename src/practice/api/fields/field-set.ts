/**
 * A set of field paths, as managedFields keep it (FieldsV1): a tree whose keys are path elements
 * (`f:name`, `k:{"name":"echo"}`, `v:"value"`) and "." where the node itself is in the set.
 */
import { isObject, type JsonObject } from "../json.ts";

export interface FieldSet {
  readonly member: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const emptySet: FieldSet = { member: false, children: new Map() };
export const leaf: FieldSet = { member: true, children: new Map() };

export function isEmptySet(set: FieldSet): boolean {
  return !set.member && [...set.children.values()].every(isEmptySet);
}

export function node(member: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  return { member, children: new Map([...children].filter(([, child]) => !isEmptySet(child))) };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left || right);
}

export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left && !right);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left && right);
}

/** With every path that leads to one of its own. */
export function withPaths(set: FieldSet): FieldSet {
  return { member: true, children: new Map([...set.children].map(([element, child]) => [element, withPaths(child)] as const)) };
}

/** Without the paths of b and everything below them. */
export function withoutTrees(a: FieldSet, b: FieldSet): FieldSet {
  if (b.member) return emptySet;
  return node(
    a.member,
    [...a.children].map(([element, child]) => {
      const cut = b.children.get(element);
      return [element, cut === undefined ? child : withoutTrees(child, cut)] as const;
    }),
  );
}

function combine(a: FieldSet, b: FieldSet, decide: (left: boolean, right: boolean) => boolean): FieldSet {
  const elements = new Set([...a.children.keys(), ...b.children.keys()]);
  return node(
    decide(a.member, b.member),
    [...elements].map((element) => [element, combine(a.children.get(element) ?? emptySet, b.children.get(element) ?? emptySet, decide)] as const),
  );
}

export function toFieldsV1(set: FieldSet): JsonObject {
  const fields: Record<string, unknown> = {};
  if (set.member && set.children.size > 0) fields["."] = {};
  for (const [element, child] of [...set.children].sort(([a], [b]) => (a < b ? -1 : 1))) fields[element] = toFieldsV1(child);
  return fields;
}

export function fromFieldsV1(fields: unknown): FieldSet {
  if (!isObject(fields)) return emptySet;
  return { ...read(fields), member: "." in fields };
}

function read(fields: JsonObject): FieldSet {
  const elements = Object.entries(fields).filter(([element]) => element !== ".");
  const children = elements.map(([element, child]) => [element, read(isObject(child) ? child : {})] as const);
  return { member: elements.length === 0 || "." in fields, children: new Map(children) };
}

/** Every path in the set, written as upstream writes it: `.spec.ports[port=3000,protocol="TCP"].nodePort`. */
export function pathsOf(set: FieldSet): readonly string[] {
  return walk(set, "");
}

function walk(set: FieldSet, path: string): readonly string[] {
  const below = [...set.children].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([element, child]) => walk(child, path + written(element)));
  return set.member ? [path, ...below] : below;
}

function written(element: string): string {
  const text = element.slice(2);
  if (element.startsWith("f:")) return `.${text}`;
  if (element.startsWith("v:")) return `[=${text}]`;
  const keys = JSON.parse(text) as Record<string, unknown>;
  return `[${Object.entries(keys)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(",")}]`;
}
