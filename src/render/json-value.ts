/** A field's value as a person would write it: `app: counter, tier: db`. */
import { yamlWord } from "../../grader/json.ts";
import type { Json } from "../../grader/model.ts";

export function shownValue(value: Json): string {
  if (typeof value === "string") return value === "" ? '""' : value;
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.every(isScalar) ? value.map((item) => shownValue(item)).join(", ") : JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return entries.every(([, item]) => isScalar(item))
    ? entries.map(([key, item]) => `${key}: ${typeof item === "string" ? yamlWord(item) || '""' : shownValue(item)}`).join(", ")
    : JSON.stringify(value);
}

function isScalar(value: Json | undefined): boolean {
  return value === null || typeof value !== "object";
}
