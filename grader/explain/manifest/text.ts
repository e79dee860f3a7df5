/** What can be told of a manifest before it is YAML: tabs, spaces that are none, separators, objects that run into each other. FACTS 3.4. */
import { parseAllDocuments } from "yaml";
import type { ManifestMistake } from "./mistake.ts";

/** The first such mistake. */
export function findTextMistake(text: string): ManifestMistake | undefined {
  return findTab(text) ?? findOddSpace(text) ?? findShortSeparator(text) ?? findMissingSeparator(text) ?? findSyntax(text);
}

function findTab(text: string): ManifestMistake | undefined {
  const match = /^( *(?:- *)?)\t[ \t]*(?=[^\s#])/m.exec(text);
  if (match === null) return undefined;
  return {
    code: "manifest-tab",
    seen: "\\t",
    offset: match.index + match[1]!.length,
    mended: () => text.replace(/^( *(?:- *)?)\t+ *(?=[^\s#])/gm, (_, before: string) => indentBelow(text, before)),
  };
}

/** Two spaces deeper than the line above that ends in a colon; the notes' own tab stood below `selector:`. */
function indentBelow(text: string, before: string): string {
  const at = text.search(/^ *(?:- *)?\t/m);
  const above =
    text
      .slice(0, Math.max(0, at))
      .split("\n")
      .filter((line) => /^\s*[^\s#]/.test(line))
      .at(-1) ?? "";
  const indent = /^ */.exec(above)![0].length;
  return before.trim() === "" ? " ".repeat(indent + (/:\s*(#.*)?$/.test(above) ? 2 : 0)) : `${before} `;
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
  const error = documents.flatMap((document) => document.errors).sort((a, b) => a.pos[0] - b.pos[0])[0];
  return error === undefined ? undefined : { code: "manifest-syntax", seen: error.message.split("\n")[0] ?? error.code, offset: error.pos[0] };
}
