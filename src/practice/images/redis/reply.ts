/** What redis answers, and how it stands on the wire: RESP2, and RESP3 after HELLO 3 (redis.io, "Redis serialization protocol"). */
export type Reply =
  | { readonly kind: "status"; readonly text: string }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "integer"; readonly value: number }
  /** undefined: nil. */
  | { readonly kind: "bulk"; readonly text: string | undefined }
  | { readonly kind: "array"; readonly items: readonly Reply[] | undefined }
  | { readonly kind: "map"; readonly pairs: readonly (readonly [Reply, Reply])[] };

export const OK: Reply = { kind: "status", text: "OK" };

export const nil: Reply = { kind: "bulk", text: undefined };

export function error(text: string): Reply {
  return { kind: "error", text };
}

export function integer(value: number): Reply {
  return { kind: "integer", value };
}

export function bulk(text: string | undefined): Reply {
  return { kind: "bulk", text };
}

export function bulks(texts: readonly (string | undefined)[]): Reply {
  return { kind: "array", items: texts.map(bulk) };
}

/** Texts are byte strings (latin1): redis keeps bytes. */
export function encodeReply(reply: Reply, version: 2 | 3): string {
  switch (reply.kind) {
    case "status":
      return `+${reply.text}\r\n`;
    case "error":
      return `-${reply.text}\r\n`;
    case "integer":
      return `:${reply.value}\r\n`;
    case "bulk":
      if (reply.text === undefined) return version === 3 ? "_\r\n" : "$-1\r\n";
      return `$${reply.text.length}\r\n${reply.text}\r\n`;
    case "array":
      if (reply.items === undefined) return version === 3 ? "_\r\n" : "*-1\r\n";
      return `*${reply.items.length}\r\n${reply.items.map((item) => encodeReply(item, version)).join("")}`;
    case "map": {
      const body = reply.pairs.map(([key, value]) => encodeReply(key, version) + encodeReply(value, version)).join("");
      return version === 3 ? `%${reply.pairs.length}\r\n${body}` : `*${reply.pairs.length * 2}\r\n${body}`;
    }
  }
}

/** The first reply in the bytes, and how many bytes it takes; undefined when it isn't whole yet. */
export function decodeReply(bytes: string, from = 0): { readonly reply: Reply; readonly end: number } | undefined {
  const lineEnd = bytes.indexOf("\r\n", from);
  if (lineEnd < 0) return undefined;
  const line = bytes.slice(from + 1, lineEnd);
  const end = lineEnd + 2;
  switch (bytes[from]) {
    case "+":
      return { reply: { kind: "status", text: line }, end };
    case "-":
      return { reply: error(line), end };
    case ":":
      return { reply: integer(Number(line)), end };
    case "_":
      return { reply: nil, end };
    case "$": {
      const length = Number(line);
      if (length < 0) return { reply: nil, end };
      if (bytes.length < end + length + 2) return undefined;
      return { reply: bulk(bytes.slice(end, end + length)), end: end + length + 2 };
    }
    case "*":
      return decodeItems(bytes, end, Number(line));
    case "%":
      return decodePairs(bytes, end, Number(line));
    default:
      return { reply: error(`Protocol error, got ${JSON.stringify(bytes[from])} as reply type byte`), end: bytes.length };
  }
}

function decodeItems(bytes: string, from: number, count: number): { readonly reply: Reply; readonly end: number } | undefined {
  if (count < 0) return { reply: { kind: "array", items: undefined }, end: from };
  const items: Reply[] = [];
  let end = from;
  for (let index = 0; index < count; index += 1) {
    const item = decodeReply(bytes, end);
    if (item === undefined) return undefined;
    items.push(item.reply);
    end = item.end;
  }
  return { reply: { kind: "array", items }, end };
}

function decodePairs(bytes: string, from: number, count: number): { readonly reply: Reply; readonly end: number } | undefined {
  const flat = decodeItems(bytes, from, count * 2);
  if (flat === undefined || flat.reply.kind !== "array") return undefined;
  const items = flat.reply.items ?? [];
  return { reply: { kind: "map", pairs: Array.from({ length: count }, (_, index) => [items[index * 2]!, items[index * 2 + 1]!] as const) }, end: flat.end };
}
