/** Replies as redis-cli shows them: with types and numbers for a person, bare for a pipe. */
import type { Reply } from "./reply.ts";

/** For a person at a terminal; ends in a newline. */
export function formatReply(reply: Reply, indent = ""): string {
  switch (reply.kind) {
    case "status":
      return `${reply.text}\n`;
    case "error":
      return `(error) ${reply.text}\n`;
    case "integer":
      return `(integer) ${reply.value}\n`;
    case "bulk":
      return reply.text === undefined ? "(nil)\n" : `${quoted(reply.text)}\n`;
    case "array":
      return formatItems(reply.items, indent);
    case "map":
      return formatPairs(reply.pairs, indent);
  }
}

function formatPairs(pairs: readonly (readonly [Reply, Reply])[], indent: string): string {
  if (pairs.length === 0) return "(empty hash)\n";
  const width = String(pairs.length).length;
  return pairs
    .map(([key, value], index) => {
      const number = `${String(index + 1).padStart(width)}# `;
      const inner = `${indent}${" ".repeat(number.length)}`;
      return `${index === 0 ? "" : indent}${number}${formatReply(key, inner).trimEnd()} => ${formatReply(value, inner)}`;
    })
    .join("");
}

function formatItems(items: readonly Reply[] | undefined, indent: string): string {
  if (items === undefined) return "(nil)\n";
  if (items.length === 0) return "(empty array)\n";
  const width = String(items.length).length;
  return items
    .map((item, index) => {
      const number = `${String(index + 1).padStart(width)}) `;
      return `${index === 0 ? "" : indent}${number}${formatReply(item, `${indent}${" ".repeat(number.length)}`)}`;
    })
    .join("");
}

/** For a program; ends in a newline, an error in two. */
export function rawReply(reply: Reply): string {
  switch (reply.kind) {
    case "status":
      return `${reply.text}\n`;
    case "error":
      return `${reply.text}\n\n`;
    case "integer":
      return `${reply.value}\n`;
    case "bulk":
      return `${reply.text ?? ""}\n`;
    case "array":
      return (reply.items ?? []).length === 0 ? "\n" : reply.items!.map(rawReply).join("");
    case "map":
      return reply.pairs.flat().map(rawReply).join("");
  }
}

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x07": "\\a", "\b": "\\b", "\\": "\\\\", '"': '\\"' };

function quoted(bytes: string): string {
  let text = "";
  for (const letter of bytes) {
    const code = letter.charCodeAt(0);
    text += escapes[letter] ?? (code >= 32 && code < 127 ? letter : `\\x${code.toString(16).padStart(2, "0")}`);
  }
  return `"${text}"`;
}
