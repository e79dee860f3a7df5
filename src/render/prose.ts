/** The labs' prose (a small part of Markdown) for a terminal: paragraphs, lists, fenced drawings, **strong** and `code`. */
import { drawingTexts } from "../i18n/drawing.ts";
import { drawable } from "./ascii.ts";
import { columnsOf, indented, wrapped } from "./layout.ts";
import type { Look } from "./look.ts";
import { asTyped } from "./program-name.ts";

export function renderProse(markdown: string, look: Look, margin = 2): string {
  const room = look.columns - 2 * margin;
  const blocks = blocksOf(drawable(asTyped(markdown, look), look)).map((block) => renderBlock(block, look, room));
  return indented(blocks.join("\n\n"), margin);
}

type Block =
  | { readonly kind: "drawing" | "verbatim"; readonly lines: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly { readonly bullet: string; readonly text: string }[] }
  | { readonly kind: "paragraph"; readonly text: string };

function renderBlock(block: Block, look: Look, room: number): string {
  switch (block.kind) {
    case "drawing": {
      const columns = Math.max(...block.lines.map(columnsOf)) + drawingMargin;
      // Broken by the terminal it would say nothing any more.
      if (columns > room)
        return wrapped(drawingTexts.tooWide(columns + look.columns - room)[look.language], room)
          .map((line) => look.paint("faint", line))
          .join("\n");
      return indented(block.lines.map((line) => look.paint("code", line)).join("\n"), drawingMargin);
    }
    case "verbatim":
      return indented(block.lines.map((line) => look.paint("code", line)).join("\n"), drawingMargin);
    case "list":
      return block.items.map(({ bullet, text }) => renderItem(bullet, text, look, room)).join("\n");
    case "paragraph":
      return wrapped(unstarred(block.text), room)
        .map((line) => inline(line, look))
        .join("\n");
  }
}

const drawingMargin = 3;

function renderItem(bullet: string, text: string, look: Look, room: number): string {
  const margin = columnsOf(bullet) + 1;
  const lines = wrapped(unstarred(text), room - margin).map((line) => inline(line, look));
  return lines.map((line, at) => (at === 0 ? `${bullet} ${line}` : indented(line, margin))).join("\n");
}

/** Emphasis is dropped: what it stresses must be plain without it. */
function unstarred(text: string): string {
  return text.replace(/\*\*([^*]+)\*\*/g, "$1");
}

function inline(line: string, look: Look): string {
  return line.replace(/`([^`]+)`/g, (whole) => look.paint("code", whole));
}

function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.replace(/\s+$/, "").split("\n");
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at += 1;
    else if (line.startsWith("```")) at = readFence(lines, at, blocks);
    else if (line.startsWith("|"))
      at = readWhile(
        lines,
        at,
        (text) => text.startsWith("|"),
        (taken) => blocks.push({ kind: "verbatim", lines: taken }),
      );
    else if (bulletPattern.test(line))
      at = readWhile(
        lines,
        at,
        (text) => text.trim() !== "",
        (taken) => blocks.push({ kind: "list", items: itemsOf(taken) }),
      );
    else
      at = readWhile(lines, at, isParagraphLine, (taken) =>
        blocks.push({
          kind: "paragraph",
          text: taken
            .map((text) => text.trim())
            .join(" ")
            .replace(/^#+ /, ""),
        }),
      );
  }
  return blocks;
}

const bulletPattern = /^\s*([-*]|\d+\.) /;

function isParagraphLine(line: string): boolean {
  return line.trim() !== "" && !line.startsWith("```") && !line.startsWith("|") && !bulletPattern.test(line);
}

function readWhile(lines: readonly string[], from: number, belongs: (line: string) => boolean, take: (lines: readonly string[]) => void): number {
  let to = from + 1;
  while (to < lines.length && belongs(lines[to] ?? "")) to += 1;
  take(lines.slice(from, to));
  return to;
}

function readFence(lines: readonly string[], from: number, blocks: Block[]): number {
  let to = from + 1;
  while (to < lines.length && !(lines[to] ?? "").startsWith("```")) to += 1;
  blocks.push({ kind: lines[from] === "```text" ? "drawing" : "verbatim", lines: lines.slice(from + 1, to) });
  return to + 1;
}

function itemsOf(lines: readonly string[]): readonly { readonly bullet: string; readonly text: string }[] {
  const items: { bullet: string; text: string }[] = [];
  for (const line of lines) {
    const bullet = bulletPattern.exec(line);
    const last = items.at(-1);
    if (bullet?.[1] !== undefined) items.push({ bullet: bullet[1] === "*" ? "-" : bullet[1], text: line.slice(bullet[0].length).trim() });
    else if (last !== undefined) last.text += ` ${line.trim()}`;
  }
  return items;
}
