/** Which keys a place in lab.yaml knows, for "did you mean". Read from the shapes themselves. */
import * as z from "zod";
import { type CheckKindName, checkShapes, labShape } from "../schema.ts";

/** `kind`: the path begins in a check of this kind; otherwise in the lab. */
export function knownKeys(path: readonly PropertyKey[], kind?: CheckKindName): readonly string[] {
  return [...new Set(keysAt(kind === undefined ? labShape : checkShapes[kind], path))];
}

function keysAt(shape: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) return keysAt(shape.unwrap(), path);
  if (shape instanceof z.ZodUnion) return shape.options.flatMap((option) => keysAt(option, path));
  const [key, ...rest] = path;
  if (shape instanceof z.ZodArray) return key === undefined ? [] : keysAt(shape.element, rest);
  if (!(shape instanceof z.ZodObject)) return [];
  const fields = shape.shape as Readonly<Record<string, unknown>>;
  return key === undefined ? Object.keys(fields) : keysAt(fields[String(key)], rest);
}
