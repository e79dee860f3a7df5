/** A manifest's fields against those that its kind has: misspelt, on the wrong level, of the wrong type. FACTS 3.2, 3.3. */
import { isRecord, keysOf } from "../../json.ts";
import type { Json } from "../../model.ts";
import { findNearest } from "../../nearness.ts";
import type { ManifestDocument } from "./documents.ts";
import { type Fields, pathsOf, type Shape } from "./fields.ts";
import type { ManifestMistake } from "./mistake.ts";

export function findShapeMistakes(document: ManifestDocument, fields: Fields): readonly ManifestMistake[] {
  return inFields({ document, top: fields }, document.value, fields, []);
}

interface Context {
  readonly document: ManifestDocument;
  readonly top: Fields;
}

type Path = readonly (string | number)[];

function inFields(context: Context, value: Readonly<Record<string, unknown>>, fields: Fields, path: Path): readonly ManifestMistake[] {
  return Object.entries(value).flatMap(([key, held]) => {
    const shape = fields[key];
    return shape === undefined ? [unknownField(context, fields, [...path, key], value)] : inShape(context, held, shape, [...path, key]);
  });
}

function inShape(context: Context, value: unknown, shape: Shape, path: Path): readonly ManifestMistake[] {
  if (value === null || value === undefined || shape === "any") return [];
  if (typeof shape === "string") return isOfType(value, shape) ? [] : [wrongType(context, value, shape, path)];
  if ("list" in shape) {
    if (!Array.isArray(value)) return [wrongType(context, value, "list", path)];
    return value.flatMap((item: unknown, index) => inShape(context, item, shape.list, [...path, index]));
  }
  if (!isRecord(value)) return [wrongType(context, value, "map" in shape ? "key: value" : "fields", path)];
  if ("fields" in shape) return inFields(context, value, shape.fields, path);
  return Object.entries(value).flatMap(([key, held]) => inShape(context, held, "text", [...path, key]));
}

function isOfType(value: unknown, shape: Shape): boolean {
  if (shape === "number-or-text") return typeof value === "number" || (typeof value === "string" && /[a-z]/i.test(value));
  return typeof value === (shape === "text" ? "string" : shape);
}

function wrongType({ document }: Context, value: unknown, wanted: string, path: Path): ManifestMistake {
  const inner = keysOf(pathText(path));
  const simple =
    wanted === "text" && ["number", "boolean"].includes(typeof value)
      ? (document.writtenAt(path) ?? String(value))
      : wanted.startsWith("number") && /^\d+$/.test(String(value))
        ? Number(value)
        : undefined;
  const flat = wanted === "text" && path.includes("selector") && isRecord(value) ? (value as Json) : undefined;
  const listed = wanted === "list" && isRecord(value) ? [value as Json] : undefined;
  const right = simple ?? listed;
  const at = flat === undefined ? path : path.slice(0, -1);
  const by = flat ?? right;
  return {
    code: "manifest-type",
    path: pathText(at),
    seen: (flat === undefined ? (typeof value === "boolean" ? (document.writtenAt(path) ?? value) : value) : { [String(path.at(-1))]: value }) as Json,
    wanted: flat === undefined ? wanted : "key: value",
    offset: document.offsetOf(inner),
    ...(by === undefined ? {} : { mended: () => document.changed((copy) => setIn(copy, at, by)) }),
  };
}

function unknownField({ document, top }: Context, fields: Fields, path: Path, siblings: Readonly<Record<string, unknown>>): ManifestMistake {
  const key = String(path.at(-1));
  const nearest = Object.keys(fields).find((known) => known.toLowerCase() === key.toLowerCase()) ?? findNearest(key, Object.keys(fields));
  const homes = pathsOf(top, key).filter((home) => home !== pathText(path));
  const home = homes.map((candidate) => ({ candidate, distance: levels(candidate, pathText(path)) })).sort((a, b) => a.distance - b.distance)[0]?.candidate;
  const offset = document.offsetOf(path);
  const held = siblings[key] as Json;
  if (fields.matchLabels !== undefined && typeof held !== "object") return flatSelector({ document, fields, path, siblings, offset });
  if (home !== undefined && (nearest === undefined || !(nearest.toLowerCase() === key.toLowerCase()))) {
    return {
      code: "manifest-wrong-level",
      path: pathText(path),
      seen: key,
      wanted: home,
      offset,
      mended: () => document.changed((copy) => moveIn(copy, path, toPath(home), held)),
    };
  }
  const free = nearest !== undefined && siblings[nearest] === undefined;
  return {
    code: "manifest-unknown-field",
    path: pathText(path),
    seen: key,
    ...(nearest === undefined ? {} : { nearest }),
    offset,
    ...(free ? { mended: () => document.changed((copy) => moveIn(copy, path, [...path.slice(0, -1), nearest], held)) } : {}),
  };
}

interface FlatSelector {
  readonly document: ManifestDocument;
  readonly fields: Fields;
  readonly path: Path;
  readonly siblings: Readonly<Record<string, unknown>>;
  readonly offset: number;
}

/** Labels right under a workload's selector, as a Service has them. */
function flatSelector({ document, fields, path, siblings, offset }: FlatSelector): ManifestMistake {
  const at = path.slice(0, -1);
  const known = Object.entries(siblings).filter(([name]) => fields[name] !== undefined && name !== "matchLabels");
  const labels = Object.fromEntries(Object.entries(siblings).filter(([name]) => fields[name] === undefined));
  const matchLabels = { ...(isRecord(siblings.matchLabels) ? siblings.matchLabels : {}), ...labels };
  const mended = () => document.changed((copy) => setIn(copy, at, { ...Object.fromEntries(known), matchLabels } as Json));
  return { code: "manifest-wrong-level", path: pathText(path), seen: String(path.at(-1)), wanted: `${pathText(at)}.matchLabels`, offset, mended };
}

/** How far two places are apart: steps up and down. */
function levels(a: string, b: string): number {
  const [left, right] = [a.split("."), b.replaceAll(/\[\d+\]/g, "").split(".")];
  let shared = 0;
  while (left[shared] !== undefined && left[shared] === right[shared]) shared++;
  return left.length + right.length - 2 * shared;
}

/** Lists on the way are entered at their first item. */
function toPath(home: string): Path {
  return home
    .split(".")
    .flatMap((key, index, keys) => (["containers", "ports", "env", "initContainers"].includes(key) && index < keys.length - 1 ? [key, 0] : [key]));
}

export function pathText(path: Path): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
}

type Holder = Record<string | number, Json>;

export function setIn(root: Record<string, Json>, path: Path, value: Json): void {
  let here = root as Holder;
  for (const [index, key] of path.slice(0, -1).entries()) {
    if (here[key] === null || here[key] === undefined || typeof here[key] !== "object") here[key] = typeof path[index + 1] === "number" ? [] : {};
    here = here[key] as unknown as Holder;
  }
  here[path.at(-1)!] = value;
}

function moveIn(root: Record<string, Json>, from: Path, to: Path, value: Json): void {
  let here = root as Holder;
  for (const key of from.slice(0, -1)) here = here[key] as unknown as Holder;
  delete here[from.at(-1)!];
  setIn(root, to, value);
}
