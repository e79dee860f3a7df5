import { notAcceptable } from "../errors.ts";

/** The shape and writing of an answer that a client asks for. */
export interface Answer {
  readonly as: "object" | "table" | "metadata";
  /** Of meta.k8s.io, for tables and metadata. */
  readonly version: "v1" | "v1beta1";
  readonly format: "json" | "yaml";
}

const accepted = ["application/json", "application/yaml"];
const plain: Answer = { as: "object", version: "v1", format: "json" };

/** The first of the client's wishes that can be met. Throws ApiError NotAcceptable. */
export function chooseAnswer(accept: string | undefined): Answer {
  if (accept === undefined || accept.trim() === "") return plain;
  for (const clause of accept.split(",")) {
    const [type = "", ...parameters] = clause.split(";").map((part) => part.trim());
    const format = formatOf(type);
    if (format === undefined) continue;
    const wanted = new Map(parameters.map((parameter) => parameter.split("=") as [string, string]));
    const as = shapeOf(wanted.get("as"));
    const version = wanted.get("v") ?? "v1";
    if (as === undefined || (version !== "v1" && version !== "v1beta1")) continue;
    if (as !== "object" && wanted.get("g") !== "meta.k8s.io") continue;
    return { as, version, format };
  }
  throw notAcceptable(accepted);
}

function formatOf(type: string): Answer["format"] | undefined {
  switch (type) {
    case "application/json":
    case "application/*":
    case "*/*":
      return "json";
    case "application/yaml":
      return "yaml";
    default:
      return undefined;
  }
}

function shapeOf(as: string | undefined): Answer["as"] | undefined {
  switch (as) {
    case undefined:
      return "object";
    case "Table":
      return "table";
    case "PartialObjectMetadata":
    case "PartialObjectMetadataList":
      return "metadata";
    default:
      return undefined;
  }
}
