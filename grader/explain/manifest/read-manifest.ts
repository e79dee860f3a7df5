/** Reading a learner's manifest as the API server would, and mending what can be mended. */
import { isRecord, pick, textOf } from "../../json.ts";
import type { ObjectName } from "../../model.ts";
import { documentsOf, type ManifestDocument } from "./documents.ts";
import { manifestFields } from "./fields.ts";
import type { ManifestMistake } from "./mistake.ts";
import { findHeadMistake, findRuleMistakes } from "./rules.ts";
import { findShapeMistakes } from "./shape.ts";
import { findTextMistake } from "./text.ts";

/** All mistakes about one object, the first to mend first; undefined: the file doesn't speak of it. */
export function mistakesAbout(text: string, wanted: ObjectName): readonly ManifestMistake[] | undefined {
  const inText = findTextMistake(text);
  if (inText !== undefined) return speaksOf(text, wanted) ? [inText] : undefined;
  const documents = documentsOf(text).filter((document) => isAbout(document, wanted));
  return documents.length === 0 ? undefined : documents.flatMap(mistakesIn);
}

function mistakesIn(document: ManifestDocument): readonly ManifestMistake[] {
  const head = findHeadMistake(document);
  if (head !== undefined) return [head];
  const fields = manifestFields[textOf(document.value.kind) ?? ""];
  const shape = fields === undefined ? [] : findShapeMistakes(document, fields);
  return shape.length > 0 ? shape : findRuleMistakes(document);
}

/** By its name; under another kind only where that kind doesn't exist. */
function isAbout(document: ManifestDocument, wanted: ObjectName): boolean {
  const { kind, metadata } = document.value;
  const name = pick(metadata, "name") ?? (typeof metadata === "string" ? metadata.replace(/^name:\s*/, "") : undefined);
  const named = name === wanted.name || String(name).toLowerCase().replaceAll("_", "-") === wanted.name;
  if (kind === wanted.kind) return named || name === undefined;
  return named && (typeof kind !== "string" || !isRecord(manifestFields[kind]));
}

function speaksOf(text: string, wanted: ObjectName): boolean {
  const name = wanted.name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^\\s*name:\\s*["']?${name}["']?\\s*(#.*)?$`, "m").test(text);
}

/** The file with every mistake about the object mended; undefined: one is left that only its author can mend. */
export function mendedManifest(text: string, wanted: ObjectName): string | undefined {
  let here = text;
  for (let round = 0; round < 20; round++) {
    const mistakes = mistakesAbout(here, wanted);
    if (mistakes === undefined) return undefined;
    const [first] = mistakes;
    if (first === undefined) return onlyGoodOnes(here);
    const next = first.mended?.();
    if (next === undefined || next === here) return undefined;
    here = next;
  }
  return undefined;
}

/** A file whose other objects still have mistakes would fail as a whole. */
function onlyGoodOnes(text: string): string | undefined {
  let here = text;
  for (let round = 0; round < 20; round++) {
    const first = documentsOf(here).flatMap(mistakesIn)[0];
    if (first === undefined) return here;
    const next = first.mended?.();
    if (next === undefined || next === here) return undefined;
    here = next;
  }
  return undefined;
}
