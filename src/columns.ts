/**
 * How many columns of a terminal a text takes: a Hangul syllable two, an escape sequence none. string-width knows every emoji there is, and
 * takes longer to load than all else at the start of a command; it is what the tests hold this to. The only door to get-east-asian-width.
 */
import { eastAsianWidth } from "get-east-asian-width";

export function columnsOf(text: string): number {
  const bare = text.includes("\u001b") ? text.replace(escapeSequences, "") : text;
  if (printableAscii.test(bare)) return bare.length;
  let columns = 0;
  for (const cluster of charactersOf(bare)) columns += columnsOfCluster(cluster);
  return columns;
}

/** What a reader takes for one character each. */
export function charactersOf(text: string): readonly string[] {
  if (plainlyOneEach.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they begin and end with
const escapeSequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;
const printableAscii = /^[ -~]*$/;
/** ASCII, the lines and signs of the screens, Hangul syllables: none joins with what stands beside it. */
const plainlyOneEach = /^[ -~·–—…←→↑↓─-╿■-◿✓✗、。가-힣]*$/;
const invisible = /^[\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}\p{Default_Ignorable_Code_Point}]$/u;
const besides = /[\p{Spacing_Mark}\uff00-\uffef]/u;
/** A character that is drawn as an emoji because of what follows it, and two letters that are a flag. */
const madeEmoji = /\ufe0f|\u20e3|^\p{Regional_Indicator}{2}$/u;
let segmenter: Intl.Segmenter | undefined;

function columnsOfCluster(cluster: string): number {
  if (cluster.length === 1 && plainlyOneEach.test(cluster)) return eastAsianWidth(cluster.charCodeAt(0));
  const [first, ...rest] = [...cluster].filter((character) => !invisible.test(character));
  if (first === undefined) return 0;
  if (madeEmoji.test(cluster)) return 2;
  return [first, ...rest.filter((character) => besides.test(character))].reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0) ?? 0), 0);
}
