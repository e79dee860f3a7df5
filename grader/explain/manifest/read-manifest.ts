/** Reading a learner's manifest as the API server would, and mending what can be mended. */
import { pick, textOf } from "../../json.ts";
import { isKind } from "../../kinds.ts";
import type { Json, ObjectName } from "../../model.ts";
import { documentsOf, type ManifestDocument } from "./documents.ts";
import { manifestFields } from "./fields.ts";
import type { ManifestMistake } from "./mistake.ts";
import { findHeadMistake, findRuleMistakes } from "./rules.ts";
import { findShapeMistakes } from "./shape.ts";
import { findTextMistake } from "./text.ts";

/** All mistakes about one object, the first to mend first; undefined: the file doesn't speak of it. kubectl reads the documents of a file one by one. */
export function mistakesAbout(text: string, wanted: ObjectName): readonly ManifestMistake[] | undefined {
  const parts = partsOf(text).filter((part) => speaksOf(part.text, wanted));
  const found = parts.flatMap((part): readonly (readonly ManifestMistake[])[] => {
    const whole = (mistake: ManifestMistake) => inWhole(text, part, mistake);
    const inText = findTextMistake(part.text, isGood);
    if (inText !== undefined) return [[whole(inText)]];
    const documents = documentsOf(part.text).filter((document) => isAbout(document, wanted));
    return documents.map((document) => mistakesIn(document).map(whole));
  });
  return found.length === 0 ? undefined : found.flat();
}

function isGood(text: string): boolean {
  return documentsOf(text).every((document) => mistakesIn(document).length === 0);
}

interface Part {
  readonly start: number;
  readonly text: string;
}

function partsOf(text: string): readonly Part[] {
  const starts = [0, ...[...text.matchAll(/^---.*\n?/gm)].map((match) => match.index + match[0].length)];
  return starts.map((start) => {
    const end = text.slice(start).search(/^---/m);
    return { start, text: end < 0 ? text.slice(start) : text.slice(start, start + end) };
  });
}

function inWhole(text: string, part: Part, mistake: ManifestMistake): ManifestMistake {
  const { mended } = mistake;
  const changed = mended && (() => `${text.slice(0, part.start)}${mended()}${text.slice(part.start + part.text.length)}`);
  return { ...mistake, offset: part.start + mistake.offset, mended: changed };
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
  return named && (typeof kind !== "string" || !isKind(kind));
}

/** By a line with its name; and, where the part names kinds that exist, its kind. */
function speaksOf(text: string, wanted: ObjectName): boolean {
  const kinds = [...text.matchAll(/^kind:[ \t]*["']?([^\s"'#]+)/gm)].map((match) => match[1]!);
  const isMeant = kinds.length === 0 || kinds.includes(wanted.kind) || kinds.some((kind) => !isKind(kind));
  const names = [...text.matchAll(/^[ \t]*name:[ \t]*["']?([^\s"'#]*)/gm)].map((match) => match[1]!);
  const isNamed = names.length === 0 || names.some((name) => name === wanted.name || name.toLowerCase().replaceAll("_", "-") === wanted.name);
  return text.trim() !== "" && isMeant && isNamed;
}

/** Where a file makes another workload under the name of a wanted one. */
export function otherKindIn(text: string, wanted: ObjectName): ManifestMistake | undefined {
  if (wanted.kind !== "Deployment" || !isGood(text)) return undefined;
  const document = documentsOf(text).find(({ value }) => workloads.has(String(value.kind)) && pick(value, "metadata", "name") === wanted.name);
  if (document === undefined) return undefined;
  const mended = document.changed((copy) => {
    copy.kind = wanted.kind;
    const spec = copy.spec as Record<string, Json> | undefined;
    for (const field of ["serviceName", "updateStrategy", "podManagementPolicy", "volumeClaimTemplates"]) delete spec?.[field];
  });
  const path = "kind";
  return { code: "manifest-other-kind", path, seen: String(document.value.kind), wanted: wanted.kind, offset: document.offsetOf([path]), mended: () => mended };
}

const workloads: ReadonlySet<string> = new Set(["StatefulSet", "DaemonSet", "ReplicaSet"]);

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
    const first = firstAnywhere(here);
    if (first === undefined) return here;
    const next = first.mended?.();
    if (next === undefined || next === here) return undefined;
    here = next;
  }
  return undefined;
}

/** A file that can be applied as it stands, as far as can be read. */
export function isApplicable(text: string): boolean {
  return !/#\s*TODO\b/.test(text) && firstAnywhere(text) === undefined;
}

function firstAnywhere(text: string): ManifestMistake | undefined {
  for (const part of partsOf(text)) {
    const found = findTextMistake(part.text, isGood) ?? documentsOf(part.text).flatMap(mistakesIn)[0];
    if (found !== undefined) return inWhole(text, part, found);
  }
  return undefined;
}
