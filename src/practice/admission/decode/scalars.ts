/** Texts, numbers, times and quantities. */

import { readQuantity } from "../quantity/quantity.ts";
import type { Schema } from "../schema.ts";

export type ScalarReading =
  | { readonly status: "read"; readonly value: unknown }
  /** A parser of the type itself says no, in its own words. */
  | { readonly status: "refused"; readonly why: string }
  /** seen: how encoding/json names the value; as: the type it names in place of the schema's. */
  | { readonly status: "mistyped"; readonly seen?: string; readonly as?: string };

export function decodeScalar(value: unknown, schema: Schema): ScalarReading {
  if (schema.format === "int-or-string") return typeof value === "string" ? read(value) : integer(value, "int32");
  if (schema.format === "quantity") return quantity(value);
  switch (schema.type) {
    case "string":
      return typeof value === "string" ? text(value, schema) : { status: "mistyped" };
    case "boolean":
      return typeof value === "boolean" ? read(value) : { status: "mistyped" };
    case "integer":
      return integer(value, schema.format ?? "int64");
    default:
      return typeof value === "number" ? read(value) : { status: "mistyped" };
  }
}

function read(value: unknown): ScalarReading {
  return { status: "read", value };
}

function integer(value: unknown, format: string): ScalarReading {
  if (typeof value !== "number") return { status: "mistyped", as: format };
  const limit = format === "int32" ? 2 ** 31 : 2 ** 63;
  const fits = Number.isInteger(value) && value >= -limit && value < limit;
  return fits ? read(value) : { status: "mistyped", seen: `number ${value}`, as: format };
}

function text(value: string, schema: Schema): ScalarReading {
  if (schema.format === "byte") return base64(value);
  if (schema.format === "date-time") return time(value);
  return read(value);
}

function base64(value: string): ScalarReading {
  const clean = value.replace(/[\r\n]/g, "");
  const bad = clean.search(/[^A-Za-z0-9+/=]|=(?!=?$)/);
  if (bad >= 0) return { status: "refused", why: `illegal base64 data at input byte ${bad}` };
  if (clean.length % 4 !== 0) return { status: "refused", why: `illegal base64 data at input byte ${clean.length - (clean.length % 4)}` };
  return read(clean);
}

const layout = "2006-01-02T15:04:05Z07:00";

function time(value: string): ScalarReading {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))) return read(value);
  const quoted = JSON.stringify(value);
  return { status: "refused", why: `parsing time ${quoted} as "${layout}": cannot parse ${quoted} as "2006"` };
}

function quantity(value: unknown): ScalarReading {
  const read = readQuantity(typeof value === "string" ? value : JSON.stringify(value));
  switch (read.status) {
    case "quantity":
      return { status: "read", value: read.canonical };
    case "malformed":
      return { status: "refused", why: read.why };
  }
}
