/** Changing one place of a plain object. */
import type { Json } from "../../../grader/model.ts";
import type { Path } from "./mutant.ts";

type Holder = Record<string | number, Json>;

export function holderOf(root: Record<string, Json>, path: Path): Holder {
  let here = root as Holder;
  for (const key of path.slice(0, -1)) here = here[key] as unknown as Holder;
  return here;
}

export function put(root: Record<string, Json>, path: Path, value: Json): true {
  holderOf(root, path)[path.at(-1)!] = value;
  return true;
}

export function take(root: Record<string, Json>, path: Path): true {
  const holder = holderOf(root, path);
  const key = path.at(-1)!;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return true;
}

/** The same value under another key, at the same place among its neighbours. */
export function rename(root: Record<string, Json>, path: Path, name: string): boolean {
  const holder = holderOf(root, path) as Record<string, Json>;
  const key = String(path.at(-1));
  if (name === key) return false;
  const entries = Object.entries(holder);
  for (const [held] of entries) delete holder[held];
  for (const [held, value] of entries) holder[held === key ? name : held] = value;
  return true;
}

/** Two neighbouring letters change places: coutner. Of a short word or one without such a pair, a letter is doubled. */
export function slip(word: string): string {
  const from = word.lastIndexOf("/") + 1;
  for (let at = from + 1; at + 1 < word.length; at++) {
    const [a, b] = [word[at]!, word[at + 1]!];
    if (a !== b && /[a-z]/.test(a) && /[a-z]/.test(b)) return `${word.slice(0, at)}${b}${a}${word.slice(at + 2)}`;
  }
  return `${word}${word.at(-1) ?? ""}`;
}
