/** The options of a write, as its query gives them. */
import { ApiError } from "../../api-error.ts";
import type { FieldValidation } from "../admission-port.ts";
import { badRequest } from "../errors.ts";
import type { Exchange } from "../http/exchange.ts";

export interface WriteQuery {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
}

export function readWriteQuery(exchange: Exchange): WriteQuery {
  return {
    dryRun: readDryRun(exchange.query.getAll("dryRun")),
    fieldManager: exchange.query.get("fieldManager") ?? managerOf(exchange.request.headers["user-agent"]),
    fieldValidation: readFieldValidation(exchange.query.get("fieldValidation")),
  };
}

export function readDryRun(values: readonly string[]): boolean {
  const wrong = values.find((value) => value !== "All" && value !== "");
  if (wrong !== undefined) throw unsupported("dryRun", wrong, ["All"]);
  return values.includes("All");
}

function readFieldValidation(value: string | null): FieldValidation {
  switch (value) {
    case null:
    case "":
    case "Warn":
      return "Warn";
    case "Strict":
    case "Ignore":
      return value;
    default:
      throw unsupported("fieldValidation", value, ["Ignore", "Strict", "Warn"]);
  }
}

function unsupported(field: string, value: string, supported: readonly string[]): ApiError {
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((each) => JSON.stringify(each)).join(", ")}`;
  return new ApiError({
    code: 422,
    reason: "Invalid",
    message: `Options.meta.k8s.io "" is invalid: ${field}: ${message}`,
    details: { group: "meta.k8s.io", kind: "Options", causes: [{ reason: "FieldValueNotSupported", message, field }] },
  });
}

/** Without a named manager, the program that asks. */
function managerOf(userAgent: string | undefined): string {
  return (userAgent ?? "unknown").split("/")[0]!.slice(0, 128);
}

/** A positive whole number of the query; undefined when it is not there. Throws ApiError BadRequest. */
export function readCount(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

export function readFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && ["", "1", "t", "T", "true", "TRUE", "True"].includes(value);
}
