/** A partial manifest against a live object: what is wanted must be there, what stands beside it doesn't matter. */
import { isSameImage } from "./image.ts";
import { asJson, isRecord, listOf, pick } from "./json.ts";
import type { Json } from "./model.ts";
import { isSameQuantity } from "./quantity.ts";

export interface Mismatch {
  /** As the API writes it, with the live object's index: spec.ports[1].nodePort. */
  readonly path: string;
  /** undefined: there is nothing. */
  readonly seen: Json | undefined;
  readonly wanted: Json;
}

/** Decides where equal texts are not the point: true, false, or undefined for "compare as usual". */
export type Meaning = (place: { readonly path: string; readonly wanted: Json; readonly live: unknown; readonly parent: unknown }) => boolean | undefined;

/** In which field an item of a list is recognized again. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  ports: ["port", "containerPort", "name"],
};

export function findMismatches(wanted: Json, live: unknown, meaning: Meaning = () => undefined): readonly Mismatch[] {
  return compare({ wanted, live, parent: undefined, path: "" }, meaning);
}

interface Place {
  readonly wanted: Json;
  readonly live: unknown;
  readonly parent: unknown;
  readonly path: string;
}

function compare(place: Place, meaning: Meaning): readonly Mismatch[] {
  const { wanted, live, path } = place;
  const decided = meaning(place);
  if (decided === true) return [];
  if (decided === undefined) {
    if (Array.isArray(wanted))
      return Array.isArray(live) ? wanted.flatMap((item: Json) => compareItem(item, place, meaning)) : [{ path, seen: asJson(live), wanted }];
    if (isRecord(wanted) && isRecord(live)) return Object.entries(wanted).flatMap(([key, value]) => compare(step(place, key, value as Json), meaning));
    if (isSameValue(wanted, live, path)) return [];
  }
  return [{ path, seen: asJson(live), wanted }];
}

function step(place: Place, key: string, wanted: Json): Place {
  return { wanted, live: pick(place.live, key), parent: place.live, path: place.path === "" ? key : `${place.path}.${key}` };
}

/** The item that fits; where none does, the one that was meant: of the same key, else with the fewest differences. */
function compareItem(wanted: Json, place: Place, meaning: Meaning): readonly Mismatch[] {
  const items = listOf(place.live);
  const tried = items.map((live, index) => ({ live, found: compare({ wanted, live, parent: place.live, path: `${place.path}[${index}]` }, meaning) }));
  if (tried.some(({ found }) => found.length === 0)) return [];
  const keys = mergeKeys[/([A-Za-z]+)$/.exec(place.path)?.[1] ?? ""] ?? [];
  const key = isRecord(wanted) ? keys.find((name) => wanted[name] !== undefined) : undefined;
  const same = key === undefined ? [] : tried.filter(({ live }) => String(pick(live, key)) === String(pick(wanted, key)));
  const meant = same.length > 0 ? same : isRecord(wanted) && !isNamedList(place.path) ? tried : [];
  const best = [...meant].sort((a, b) => a.found.length - b.found.length)[0];
  return best?.found ?? [{ path: place.path, seen: asJson(place.live), wanted }];
}

/** env and volumes are told apart by name alone: a wrong name isn't another's right one. */
function isNamedList(path: string): boolean {
  return path.endsWith("env") || path.endsWith("volumes");
}

function isSameValue(wanted: Json, live: unknown, path: string): boolean {
  if (wanted === null) return live === null || live === undefined;
  if (wanted === live) return true;
  if (isRecord(wanted) && Object.keys(wanted).length === 0) return live === undefined || live === null;
  const plain = (value: unknown) => typeof value === "string" || typeof value === "number";
  if (!plain(wanted) || !plain(live)) return false;
  if (/\.image$/.test(path)) return isSameImage(String(wanted), String(live));
  if (/\.(resources|capacity|storage)\b|Bytes$/.test(path)) return isSameQuantity(wanted, live);
  return typeof wanted !== typeof live && String(wanted) === String(live);
}
