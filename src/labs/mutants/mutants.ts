/** All mutants of a lab's reference manifests. Pure: the same files give the same mutants in the same order. */
import { parse, stringify } from "yaml";
import { isRecord, pick, textOf } from "../../../grader/json.ts";
import type { Json } from "../../../grader/model.ts";
import type { Mutant, Operator, Path } from "./mutant.ts";
import { operators } from "./operators.ts";
import { textOperators } from "./text-operators.ts";

export interface ManifestText {
  readonly path: string;
  readonly text: string;
}

export function mutantsOf(files: readonly ManifestText[]): readonly Mutant[] {
  const made = files.flatMap((file) => documentsIn(file.text).flatMap((document) => [...dataMutants(file, document), ...textMutants(file, document)]));
  return made.filter((mutant, index) => made.findIndex(({ file, text }) => file === mutant.file && text === mutant.text) === index);
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly value: Record<string, Json>;
  readonly object: Mutant["object"];
}

/** The Deployments and Services of a file. */
function documentsIn(text: string): readonly Part[] {
  const starts = [0, ...[...text.matchAll(/^---[^\n]*\n/gm)].map((match) => match.index + match[0].length)];
  return starts.flatMap((start) => {
    const next = text.slice(start).search(/^---/m);
    const end = next < 0 ? text.length : start + next;
    const value = parse(text.slice(start, end)) as unknown;
    const [kind, name] = [textOf(pick(value, "kind")), textOf(pick(value, "metadata", "name"))];
    if (!isRecord(value) || name === undefined || (kind !== "Deployment" && kind !== "Service")) return [];
    return [{ start, end, value: value as Record<string, Json>, object: { kind, name } }];
  });
}

function dataMutants(file: ManifestText, document: Part): readonly Mutant[] {
  const places = placesIn(document.value);
  return operators.flatMap((operator) => places.flatMap((place) => dataMutant(file, document, operator, place) ?? []));
}

interface Place {
  readonly path: Path;
  readonly value: Json;
}

function dataMutant(file: ManifestText, document: Part, operator: Operator, { path, value }: Place): Mutant | undefined {
  const at = pathText(path);
  if (!operator.at.test(`${document.object.kind} ${at}`)) return undefined;
  const copy = structuredClone(document.value);
  if (!operator.change(copy, path, structuredClone(value))) return undefined;
  const text = `${file.text.slice(0, document.start)}${stringify(copy, { lineWidth: 0 })}${file.text.slice(document.end)}`;
  return { ...heading(file, document, operator.name, at), path: at, text };
}

function textMutants(file: ManifestText, document: Part): readonly Mutant[] {
  return textOperators.flatMap((operator) => {
    const text = operator.change(file.text, document);
    return text === undefined ? [] : [{ ...heading(file, document, operator.name, undefined), path: undefined, text }];
  });
}

function heading(file: ManifestText, { object }: Part, operator: string, path: string | undefined) {
  const name = `${file.path} ${object.kind}/${object.name} ${operator}${path === undefined ? "" : ` ${path}`}`;
  return { name, operator, file: file.path, object };
}

/** Every field and item of an object. */
function placesIn(value: Json, path: Path = []): readonly Place[] {
  const own = path.length === 0 ? [] : [{ path, value }];
  if (Array.isArray(value)) return [...own, ...(value as readonly Json[]).flatMap((item, index) => placesIn(item, [...path, index]))];
  if (!isRecord(value)) return own;
  return [...own, ...Object.entries(value).flatMap(([key, held]) => placesIn(held as Json, [...path, key]))];
}

function pathText(path: Path): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
}
