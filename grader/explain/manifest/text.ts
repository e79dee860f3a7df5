/** What can be told of a manifest before it is YAML: tabs, spaces that are none, separators, objects that run into each other. FACTS 3.4. */
import { type Document, parseAllDocuments, visit, type YAMLError } from "yaml";
import type { ManifestMistake } from "./mistake.ts";

/** The first such mistake. `isGood`: a text without YAML errors holds no other mistake either; tells which indentation was meant. */
export function findTextMistake(text: string, isGood: (mended: string) => boolean): ManifestMistake | undefined {
  return findTab(text, isGood) ?? findOddSpace(text) ?? findShortSeparator(text) ?? findMissingSeparator(text) ?? findSyntax(text);
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

function findOddSpace(text: string): ManifestMistake | undefined {
  const offset = text.search(/\u00a0/);
  if (offset < 0) return undefined;
  return { code: "manifest-syntax", seen: "U+00A0", offset, mended: () => text.replaceAll("\u00a0", " ") };
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
