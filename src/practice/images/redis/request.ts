/** Requests on the wire: arrays of bulk strings, or inline words as a person types them through telnet. */
export type RequestRead =
  | { readonly status: "command"; readonly words: readonly string[]; readonly end: number }
  | { readonly status: "incomplete" }
  /** The connection is closed after this error. */
  | { readonly status: "broken"; readonly error: string };

const LONGEST_INLINE = 65_536;
const MOST_WORDS = 1_048_576;
const LONGEST_BULK = 512 << 20;

/** Reads one request; bytes as latin1. */
export function readRequest(bytes: string, from: number): RequestRead {
  return bytes[from] === "*" ? readArray(bytes, from) : readInline(bytes, from);
}

function readArray(bytes: string, from: number): RequestRead {
  const header = readLine(bytes, from);
  if (header === undefined) return bytes.length - from > LONGEST_INLINE ? broken("too big mbulk count string") : { status: "incomplete" };
  const count = Number(header.text.slice(1));
  if (!Number.isInteger(count) || count > MOST_WORDS) return broken("invalid multibulk length");
  const words: string[] = [];
  let at = header.end;
  for (let index = 0; index < count; index += 1) {
    const line = readLine(bytes, at);
    if (line === undefined) return { status: "incomplete" };
    if (line.text[0] !== "$") return broken(`expected '$', got '${line.text[0] ?? " "}'`);
    const length = Number(line.text.slice(1));
    if (!Number.isInteger(length) || length < 0 || length > LONGEST_BULK) return broken("invalid bulk length");
    if (bytes.length < line.end + length + 2) return { status: "incomplete" };
    words.push(bytes.slice(line.end, line.end + length));
    at = line.end + length + 2;
  }
  return { status: "command", words, end: at };
}

function readInline(bytes: string, from: number): RequestRead {
  const newline = bytes.indexOf("\n", from);
  if (newline < 0) return bytes.length - from > LONGEST_INLINE ? broken("too big inline request") : { status: "incomplete" };
  const words = splitWords(bytes.slice(from, newline).replace(/\r$/, ""));
  return words === undefined ? broken("unbalanced quotes in request") : { status: "command", words, end: newline + 1 };
}

function broken(what: string): RequestRead {
  return { status: "broken", error: `ERR Protocol error: ${what}` };
}

function readLine(bytes: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const end = bytes.indexOf("\r\n", from);
  return end < 0 ? undefined : { text: bytes.slice(from, end), end: end + 2 };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", a: "\x07" };

/** Words of an inline request or of redis-cli's prompt, with both kinds of quotes; undefined: a quote isn't closed. */
export function splitWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) {
      at += 1;
      continue;
    }
    let word = "";
    while (at < line.length && !/\s/.test(line[at]!)) {
      const quote = line[at]!;
      if (quote !== '"' && quote !== "'") {
        word += quote;
        at += 1;
        continue;
      }
      at += 1;
      for (; line[at] !== quote; at += 1) {
        if (at >= line.length) return undefined;
        const hex = quote === '"' ? /^\\x([0-9a-fA-F]{2})/.exec(line.slice(at, at + 4)) : null;
        if (hex !== null) {
          word += String.fromCharCode(Number.parseInt(hex[1]!, 16));
          at += 3;
        } else if (line[at] === "\\" && at + 1 < line.length && (quote === '"' || line[at + 1] === "'")) {
          at += 1;
          word += quote === '"' ? (escapes[line[at]!] ?? line[at]!) : "'";
        } else word += line[at]!;
      }
      at += 1;
      if (at < line.length && !/\s/.test(line[at]!)) return undefined;
    }
    words.push(word);
  }
  return words;
}
