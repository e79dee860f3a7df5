/** The only door to the yaml package here. */
import { isCollection, parseDocument, stringify, visit } from "yaml";
import { badRequest } from "./errors.ts";
import { nestsTooDeep } from "./http/nesting.ts";

/** The one document of a body, as JSON. Throws ApiError BadRequest. */
export function parseYaml(text: string): unknown {
  if (nestsTooDeep(text)) throw badRequest("error converting YAML to JSON: yaml: exceeded max depth of 400");
  const document = parseDocument(text, { version: "1.1", merge: true, uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) throw badRequest(`error converting YAML to JSON: yaml: ${error.message.split("\n")[0]}`);
  visit(document, {
    Pair(_key, pair) {
      if (isCollection(pair.key)) throw badRequest(`error converting YAML to JSON: yaml: invalid map key: ${String(pair.key)}`);
    },
  });
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (trouble) {
    // An alias without its anchor, or too many of them, is only met here.
    throw badRequest(`error converting YAML to JSON: yaml: ${trouble instanceof Error ? trouble.message : String(trouble)}`);
  }
}

export function writeYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}
