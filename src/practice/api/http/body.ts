import type { IncomingMessage } from "node:http";
import type { Admission } from "../admission-port.ts";
import { badRequest, tooLarge, unsupportedMediaType } from "../errors.ts";
import { parseYaml } from "../yaml-door.ts";
import { syntaxFault } from "./json-syntax.ts";
import { nestsTooDeep } from "./nesting.ts";

/** Bytes; upstream's limit. */
const bodyLimit = 3 << 20;

/** The whole body. Rejects with ApiError RequestEntityTooLarge. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) throw tooLarge(bodyLimit);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimit) throw tooLarge(bodyLimit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
}

/** What a body says, whichever of the media types it is written in. Undefined for an empty one. */
export function parseBody(body: Buffer, mediaType: string, admission: Pick<Admission, "decodeProtobuf">): unknown {
  if (body.length === 0) return undefined;
  switch (mediaType) {
    case "":
    case "application/json":
    case "application/x-www-form-urlencoded":
      return parseJson(body.toString("utf8"));
    case "application/yaml":
      return parseYaml(body.toString("utf8"));
    case "application/vnd.kubernetes.protobuf":
      return admission.decodeProtobuf(body);
    default:
      throw unsupportedMediaType(["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]);
  }
}

/** `reading` stands before what is wrong with the text. */
export function parseJson(text: string, reading = "couldn't get version/kind; json parse error: "): unknown {
  if (nestsTooDeep(text)) throw badRequest(`${reading}exceeded max depth`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest(`${reading}${syntaxFault(text)}`);
  }
}
