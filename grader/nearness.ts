/** How alike two words are; what was probably meant. */
import { compareText } from "./json.ts";

/** Edits from one word to the other; two neighbours swapped count as one (coutner, counter). */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, rows[i - 1]![j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/**
 * Near enough to be a slip: one edit in a short word, two in a longer, or the word with something added (echo, echo-svc). Of names with
 * hyphens each part is a word: counter-np is another name than counter-lb.
 */
export function isNear(a: string, b: string): boolean {
  if (a === b) return false;
  const [parts, others] = [a.toLowerCase().split("-"), b.toLowerCase().split("-")];
  const isSlip = isWithin(a.toLowerCase(), b.toLowerCase()) && (parts.length !== others.length || parts.every((part, at) => isWithin(part, others[at] ?? "")));
  return isSlip || isExtended(a, b) || isExtended(b, a);
}

function isWithin(a: string, b: string): boolean {
  return editDistance(a, b) <= (Math.min(a.length, b.length) <= 4 ? 1 : 2);
}

function isExtended(word: string, longer: string): boolean {
  return word.length >= 3 && (longer.startsWith(`${word}-`) || longer.endsWith(`-${word}`));
}

/** The nearest of some words, the first by name among equals; undefined when none is near. */
export function findNearest(word: string, among: readonly string[]): string | undefined {
  const near = among.filter((other) => isNear(word, other));
  return near.sort((a, b) => editDistance(word, a) - editDistance(word, b) || compareText(a, b))[0];
}
