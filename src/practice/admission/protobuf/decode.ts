/** `application/vnd.kubernetes.protobuf` bodies, as `kubectl create …` posts them. */
import { ApiError } from "../../api-error.ts";
import { type Fields, isFields } from "../field/json-fields.ts";
import { decodeMessage, fieldsOf } from "./messages.ts";

const magic = [0x6b, 0x38, 0x73, 0x00];
const unknownMessage = "k8s.io.apimachinery.pkg.runtime.Unknown";

/** The object in the body, as JSON with apiVersion and kind. Throws ApiError BadRequest. */
export function decodeProtobuf(bytes: Uint8Array): unknown {
  if (!magic.every((byte, index) => bytes[index] === byte))
    throw badRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
  try {
    const envelope = decodeMessage(unknownMessage, bytes.subarray(magic.length));
    const { apiVersion, kind } = (envelope.typeMeta ?? {}) as { apiVersion?: string; kind?: string };
    const message = messageOf(apiVersion ?? "", kind ?? "");
    if (fieldsOf(message) === undefined) throw badRequest(`no kind "${kind}" is registered for version "${apiVersion}"`);
    const raw = envelope.raw instanceof Uint8Array ? envelope.raw : new Uint8Array();
    return { apiVersion, kind, ...(toJson(decodeMessage(message, raw), message) as Fields) };
  } catch (error) {
    throw error instanceof ApiError ? error : badRequest(`error decoding protobuf: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** "apps/v1" and "Deployment" make "k8s.io.api.apps.v1.Deployment"; kinds of meta/v1 keep the client's group version. */
function messageOf(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  if (kind === "DeleteOptions" || kind === "Status") return `k8s.io.apimachinery.pkg.apis.meta.v1.${kind}`;
  return `k8s.io.api.${group!.replace(".k8s.io", "")}.${version}.${kind}`;
}

function toJson(value: unknown, type: string): unknown {
  switch (type) {
    case "k8s.io.apimachinery.pkg.apis.meta.v1.Time":
      return timeOf(value as Fields);
    case "k8s.io.apimachinery.pkg.util.intstr.IntOrString":
      return (value as Fields).type === 1 ? ((value as Fields).strVal ?? "") : ((value as Fields).intVal ?? 0);
    case "k8s.io.apimachinery.pkg.api.resource.Quantity":
      return (value as Fields).string ?? "0";
    case "bytes":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return isFields(value) && !(value instanceof Uint8Array) ? messageToJson(value, type) : value;
  }
}

/** A time that was never set is sent as an empty message. */
function timeOf(time: Fields): string | undefined {
  const seconds = typeof time.seconds === "number" ? time.seconds : 0;
  return seconds === 0 ? undefined : new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** What Go embeds in its struct is a message of its own on the wire, and no field in JSON. */
const embedded = new Set(["localObjectReference", "handler"]);

function messageToJson(message: Fields, type: string): Fields {
  const fields = new Map([...(fieldsOf(type)?.values() ?? [])].map((field) => [field.name, field]));
  const made: Fields = {};
  for (const [name, value] of Object.entries(message)) {
    const field = fields.get(name);
    if (field === undefined) continue;
    const json = valueToJson(value, field);
    if (embedded.has(name) && isFields(json)) Object.assign(made, json);
    else if (json !== undefined) made[name] = json;
  }
  return made;
}

function valueToJson(value: unknown, field: { readonly type: string; readonly repeated: boolean; readonly mapKey: string | undefined }): unknown {
  if (field.mapKey !== undefined && isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each, field.type)]));
  if (field.repeated && Array.isArray(value)) return value.map((each) => toJson(each, field.type));
  return toJson(value, field.type);
}

function badRequest(message: string): ApiError {
  return new ApiError({ code: 400, reason: "BadRequest", message });
}
