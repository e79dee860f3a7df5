/** Reading fields of objects that may lack them. */
import type { KubeObject } from "../../objects.ts";
import { isObject, type JsonObject } from "../json.ts";

export function objectAt(object: unknown, ...path: readonly string[]): JsonObject {
  const value = path.reduce<unknown>((each, name) => (isObject(each) ? each[name] : undefined), object);
  return isObject(value) ? value : {};
}

export function listAt(object: unknown, ...path: readonly string[]): readonly JsonObject[] {
  const value = objectAt(object, ...path.slice(0, -1))[path.at(-1)!];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function countAt(object: unknown, ...path: readonly string[]): number {
  const value = objectAt(object, ...path.slice(0, -1))[path.at(-1)!];
  return typeof value === "number" ? value : 0;
}

export function textAt(object: unknown, ...path: readonly string[]): string {
  const value = objectAt(object, ...path.slice(0, -1))[path.at(-1)!];
  return value === undefined || value === null ? "" : String(value);
}

/** Names and images of the containers of a pod template. */
export function containersOf(object: KubeObject, ...path: readonly string[]): readonly [string, string] {
  const containers = listAt(object, ...path, "containers");
  return [containers.map((each) => textAt(each, "name")).join(","), containers.map((each) => textAt(each, "image")).join(",")];
}

/** The first three, and how many more: `a,b,c + 2 more...`. */
export function shortened(texts: readonly string[]): string {
  return texts.length <= 3 ? texts.join(",") : `${texts.slice(0, 3).join(",")} + ${texts.length - 3} more...`;
}
