/** A mistake in a lab's files, at its place. Lines and columns count from 1. */
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";
import type { LocalizedText } from "../model.ts";

export interface LabMistake {
  /** "lab.yaml", "ko.md", "en.md". */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: LocalizedText;
}

export interface PlacedYaml {
  readonly value: unknown;
  readonly mistakes: readonly LabMistake[];
  /** The place of a value, or of the key on the way that comes nearest to it. */
  readonly at: (path: readonly PropertyKey[], part?: "key" | "value") => { readonly line: number; readonly column: number };
}

export function placedYaml(file: string, text: string): PlacedYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  return {
    value: document.errors.length > 0 ? undefined : (document.toJS() as unknown),
    mistakes: document.errors.map((error) => ({
      file,
      ...place(error.pos[0]),
      text: { ko: `YAML 문법 오류: ${error.message}`, en: `No valid YAML: ${error.message}` },
    })),
    at: (path, part = "value") => place(offsetOf(document, path, part)),
  };
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], part: "key" | "value"): number {
  for (let length = path.length; length >= 0; length--) {
    const way = path.slice(0, length);
    const parent = document.getIn(way.slice(0, -1), true);
    const last = way.at(-1);
    if (part === "key" && length === path.length && isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last));
      if (pair !== undefined && isNode(pair.key) && pair.key.range != null) return pair.key.range[0];
    }
    const node = length === 0 ? document.contents : document.getIn(way, true);
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return 0;
}
