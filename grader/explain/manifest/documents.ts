/** The objects of a manifest, with the place of each field. */
import { type Document, isMap, isNode, isScalar, parseAllDocuments, type ScalarTag } from "yaml";
import { manifestText } from "../../fix.ts";
import { isRecord } from "../../json.ts";
import type { Json } from "../../model.ts";

export interface ManifestDocument {
  readonly value: Readonly<Record<string, unknown>>;
  /** Offset of a field's key, or of what holds it. */
  readonly offsetOf: (path: readonly (string | number)[]) => number;
  /** A single value as it is written, without what it was taken for. */
  readonly writtenAt: (path: readonly (string | number)[]) => string | undefined;
  /** The whole file with this object changed. */
  readonly changed: (change: (value: Record<string, Json>) => void) => string;
}

/** kubectl reads YAML 1.1, in which these are true and false: a label `app: yes` is no text. */
const words: ScalarTag = {
  identify: () => false,
  default: true,
  tag: "tag:yaml.org,2002:bool",
  test: /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/,
  resolve: (text) => /^(?:y|on)/i.test(text),
};

/** Of a text without YAML errors. */
export function documentsOf(text: string): readonly ManifestDocument[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, merge: true, customTags: (tags) => [words, ...tags] });
  if (!Array.isArray(documents)) return [];
  const values = documents.map((document) => document.toJS() as unknown);
  return documents.flatMap((document, index): readonly ManifestDocument[] => {
    const value = values[index];
    if (!isRecord(value)) return [];
    return [
      {
        value,
        offsetOf: (path) => offsetOf(document, path),
        writtenAt: (path) => {
          const node = document.getIn(path, true);
          return isScalar(node) ? node.source : undefined;
        },
        changed: (change) => {
          const copies = structuredClone(values) as Json[];
          change(copies[index] as Record<string, Json>);
          return manifestText(copies.filter((copy) => copy !== null));
        },
      },
    ];
  });
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last)) : undefined;
    if (isNode(pair?.key) && pair.key.range != null) return pair.key.range[0];
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return isNode(document.contents) && document.contents.range != null ? document.contents.range[0] : 0;
}
