/** What can be told of a manifest before it is YAML: tabs, spaces that are none, separators, objects that run into each other. FACTS 3.4. */
import { type Document, parseAllDocuments, visit, type YAMLError } from "yaml";
import type { ManifestMistake } from "./mistake.ts";

/** The first such mistake. `isGood`: a text without YAML errors holds no other mistake either; tells which indentation was meant. */
export function findTextMistake(text: string, isGood: (mended: string) => boolean): ManifestMistake | undefined {
  return findTab(text, isGood) ?? findOddSign(text) ?? findShortSeparator(text) ?? findMissingSeparator(text) ?? findSyntax(text);
}

const tabbed = /^( *(?:- *)?)\t[ \t]*(?=[^\s#])/m;

function findTab(text: string, isGood: (mended: string) => boolean): ManifestMistake | undefined {
  const match = tabbed.exec(text);
  if (match === null) return undefined;
  const mended = mendTabs(text, isGood);
  return { code: "manifest-tab", seen: "\\t", offset: match.index + match[1]!.length, ...(mended === undefined ? {} : { mended: () => mended }) };
}

/** The indentation that makes a manifest of it: the one line as deep as it must be, or all tabs as wide. */
function mendTabs(text: string, isGood: (mended: string) => boolean): string | undefined {
  const lines = text.split("\n");
  const spread = (width: number) => lines.map((line) => (/^[ -]*\t/.test(line) ? line.replaceAll("\t", " ".repeat(width)) : line)).join("\n");
  const index = lines.findIndex((line) => tabbed.test(line));
  const deep = (depth: number) => lines.map((line, at) => (at === index ? `${" ".repeat(depth)}${line.trimStart()}` : line)).join("\n");
  const above = /^ */.exec(lines.slice(0, index).findLast((line) => /^\s*[^\s#]/.test(line)) ?? "")![0].length;
  const depths = Array.from({ length: 25 }, (_, depth) => depth).sort((a, b) => Math.abs(a - above - 2) - Math.abs(b - above - 2) || a - b);
  const readable = [...depths.map(deep), ...[2, 4, 8].map(spread)].filter((tried) => !tabbed.test(tried) && findSyntax(tried) === undefined);
  return readable.find(isGood) ?? readable[0];
}

interface OddSign {
  /** Its first group stands before the sign; the second is the sign itself. */
  readonly at: RegExp;
  /** Empty: nothing at all. */
  readonly wanted: string;
  /** As it is named where it can't be seen. */
  readonly name?: string;
}

/** Signs that only look like YAML's: spaces of another width, a wide colon after a key, a dash for a list or a separator, quotes around a plain value, a fence of Markdown. */
const oddSigns: readonly OddSign[] = [
  { at: /()(\u00a0)/, wanted: "a space", name: "U+00A0" },
  { at: /^([^\S\n]*)(\u3000)/m, wanted: "a space", name: "U+3000" },
  { at: /^([ \u3000-]*[\w./-]+)(\uff1a)/m, wanted: ":" },
  { at: /^()([\u2013\u2014]{1,3})[ \t]*$/m, wanted: "---" },
  { at: /^([ \t]*)([\u2013\u2014\uff0d])(?= \S)/m, wanted: "-" },
  { at: /^([^#\n]*[:-] +)([\u201c\u201d\u2018\u2019])(?=[\w./:-]+[\u201c\u201d\u2018\u2019]\s*$)/m, wanted: '"' },
  { at: /^()(```\w*)[ \t]*$/m, wanted: "" },
];

function findOddSign(text: string): ManifestMistake | undefined {
  const found = oddSigns
    .flatMap((sign) => {
      const match = sign.at.exec(text);
      return match === null ? [] : [{ sign, offset: match.index + match[1]!.length, seen: match[2]! }];
    })
    .sort((a, b) => a.offset - b.offset)[0];
  if (found === undefined) return undefined;
  const { sign, offset, seen } = found;
  const mended = () => withoutOddSigns(text);
  return sign.wanted === ""
    ? { code: "manifest-syntax", seen, offset, mended }
    : { code: "manifest-odd-sign", seen: sign.name ?? seen, wanted: sign.wanted, offset, mended };
}

function withoutOddSigns(text: string): string {
  const plain = text
    .replaceAll("\u00a0", " ")
    .replaceAll(/^[ \u3000]+/gm, (space) => space.replaceAll("\u3000", "  "))
    .replaceAll(/^([ -]*[\w./-]+)\uff1a/gm, "$1: ")
    .replaceAll(/^[\u2013\u2014]{1,3}[ \t]*$/gm, "---")
    .replaceAll(/^([ \t]*)[\u2013\u2014\uff0d](?= \S)/gm, "$1-")
    .replaceAll(/^([^#\n]*[:-] +)[\u201c\u201d\u2018\u2019]([\w./:-]+)[\u201c\u201d\u2018\u2019](\s*)$/gm, '$1"$2"$3')
    .replaceAll(/^```\w*[ \t]*\n?/gm, "");
  return plain.replaceAll(/^([ -]*[\w./-]+:)[ ]{2,}(?=\S)/gm, "$1 ");
}

function findShortSeparator(text: string): ManifestMistake | undefined {
  const match = /^--[ \t]*$/m.exec(text);
  return match === null
    ? undefined
    : { code: "manifest-separator", seen: "--", wanted: "---", offset: match.index, mended: () => text.replace(/^--[ \t]*$/m, "---") };
}

/** apiVersion: or kind: for the second time, at the left edge, in one document. */
function findMissingSeparator(text: string): ManifestMistake | undefined {
  let seen = new Set<string>();
  let offset = 0;
  for (const line of text.split("\n")) {
    if (/^---/.test(line)) seen = new Set();
    const key = /^(apiVersion|kind|metadata|spec|data):/.exec(line)?.[1];
    if (key !== undefined) {
      if (seen.has(key) && ["apiVersion", "kind"].includes(key)) {
        const at = offset;
        return { code: "manifest-separator", wanted: "---", offset: at, mended: () => `${text.slice(0, at)}---\n${text.slice(at)}` };
      }
      seen.add(key);
    }
    offset += line.length + 1;
  }
  return undefined;
}

function findSyntax(text: string): ManifestMistake | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
  if (!Array.isArray(documents)) return undefined;
  const found = documents.flatMap((document) => document.errors.map((error) => ({ document, error }))).sort((a, b) => a.error.pos[0] - b.error.pos[0])[0];
  if (found === undefined) return undefined;
  const { document, error } = found;
  return { code: "manifest-syntax", seen: error.message.split("\n")[0] ?? error.code, offset: openQuote(document, error) ?? error.pos[0] };
}

/** A quote that is never closed is noticed at the end of the text; it is mended where it begins. */
function openQuote(document: Document.Parsed, error: YAMLError): number | undefined {
  if (error.code !== "MISSING_CHAR") return undefined;
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if ((type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") && range != null && range[1] >= error.pos[0]) start = range[0];
    },
  });
  return start;
}
