/** Reading unknown JSON without trusting its shape. */
import type { Json } from "./model.ts";

/** The value at a path, undefined where the way ends early. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (here === null || typeof here !== "object") return undefined;
    here = (here as Readonly<Record<string | number, unknown>>)[key];
  }
  return here;
}

/** "spec.ports[0].nodePort" as its keys. */
export function keysOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((match) => (match[1] === undefined ? match[2]! : Number(match[1])));
}

export function pickPath(value: unknown, path: string): unknown {
  return pick(value, ...keysOf(path));
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** A map of texts, as labels and selectors are. */
export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(recordOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** What came from an API is JSON; undefined stays undefined. */
export function asJson(value: unknown): Json | undefined {
  return value as Json | undefined;
}

/** The same text for the same value, whatever the order of keys. */
export function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return `{${entries
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, held]) => `${JSON.stringify(key)}:${stableText(held)}`)
    .join(",")}}`;
}

/** By code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A text as it stands in YAML beside its key: in quotes where it would be read as a number or the like. */
export function yamlWord(text: string): string {
  return /^(?:[-+.]?\d[\d.eE+_]*|0x[\da-fA-F]+|true|false|yes|no|on|off|null|~)$/i.test(text) ? JSON.stringify(text) : text;
}
