import { type Part, Unfinished, type Word } from "./syntax.ts";

/** A place in the text that is read. */
export interface Cursor {
  readonly text: string;
  at: number;
  line: number;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SPECIAL = /[0-9@*#?$!-]/y;

/** Reads one unquoted or quoted word up to a character that ends it. */
export function readWord(cursor: Cursor, endsAt: (character: string) => boolean): Word {
  const parts: Part[] = [];
  while (cursor.at < cursor.text.length && !endsAt(cursor.text[cursor.at] ?? "")) parts.push(...readPart(cursor, false));
  return merged(parts);
}

function readPart(cursor: Cursor, quoted: boolean): readonly Part[] {
  const character = cursor.text[cursor.at] ?? "";
  switch (character) {
    case "\\":
      return escaped(cursor, quoted);
    case "'":
      return quoted ? literal(cursor, quoted) : singleQuoted(cursor);
    case '"':
      return quoted ? literal(cursor, quoted) : doubleQuoted(cursor);
    case "$":
      return readDollar(cursor, quoted);
    case "`":
      return [{ kind: "command", script: backquoted(cursor), quoted }];
    default:
      return literal(cursor, quoted);
  }
}

function literal(cursor: Cursor, quoted: boolean): readonly Part[] {
  const text = cursor.text[cursor.at] ?? "";
  if (text === "\n") cursor.line += 1;
  cursor.at += 1;
  return [{ kind: "text", text, quoted }];
}

function escaped(cursor: Cursor, quoted: boolean): readonly Part[] {
  const next = cursor.text[cursor.at + 1];
  if (next === undefined) {
    cursor.at += 1;
    return [{ kind: "text", text: "\\", quoted: true }];
  }
  cursor.at += 2;
  if (next === "\n") {
    cursor.line += 1;
    return [];
  }
  if (quoted && !'$`"\\'.includes(next)) return [{ kind: "text", text: `\\${next}`, quoted: true }];
  return [{ kind: "text", text: next, quoted: true }];
}

function singleQuoted(cursor: Cursor): readonly Part[] {
  const end = cursor.text.indexOf("'", cursor.at + 1);
  if (end < 0) throw new Unfinished("unterminated quoted string", "'", cursor.line);
  const text = cursor.text.slice(cursor.at + 1, end);
  cursor.line += text.split("\n").length - 1;
  cursor.at = end + 1;
  return [{ kind: "text", text, quoted: true }];
}

function doubleQuoted(cursor: Cursor): readonly Part[] {
  const parts: Part[] = [{ kind: "text", text: "", quoted: true }];
  const { line } = cursor;
  cursor.at += 1;
  while (cursor.text[cursor.at] !== '"') {
    if (cursor.at >= cursor.text.length) throw new Unfinished("unterminated quoted string", '"', line);
    parts.push(...readPart(cursor, true));
  }
  cursor.at += 1;
  return parts;
}

/** The text of a here-document, or an arithmetic expression: as between double quotes, but quotes mean themselves. */
export function readQuotedText(text: string): Word {
  const cursor: Cursor = { text, at: 0, line: 1 };
  const parts: Part[] = [{ kind: "text", text: "", quoted: true }];
  while (cursor.at < text.length) parts.push(...readPart(cursor, true));
  return merged(parts);
}

function readDollar(cursor: Cursor, quoted: boolean): readonly Part[] {
  const { text } = cursor;
  if (text.startsWith("$((", cursor.at)) {
    const end = matching(cursor, cursor.at + 1);
    if (text[end - 1] === ")") {
      const expression = readQuotedText(text.slice(cursor.at + 3, end - 1));
      cursor.at = end + 1;
      return [{ kind: "arithmetic", expression, quoted }];
    }
  }
  if (text.startsWith("$(", cursor.at)) {
    const end = matching(cursor, cursor.at + 1);
    const script = text.slice(cursor.at + 2, end);
    cursor.at = end + 1;
    return [{ kind: "command", script, quoted }];
  }
  if (text.startsWith("${", cursor.at)) return readBraces(cursor, quoted);
  const name = matchAt(NAME, cursor, cursor.at + 1) ?? matchAt(SPECIAL, cursor, cursor.at + 1);
  if (name === undefined) return literal(cursor, quoted);
  cursor.at += 1 + name.length;
  return [{ kind: "parameter", name, operator: "", word: [], quoted }];
}

function readBraces(cursor: Cursor, quoted: boolean): readonly Part[] {
  const { line } = cursor;
  cursor.at += 2;
  const isLength = cursor.text[cursor.at] === "#" && cursor.text[cursor.at + 1] !== "}";
  if (isLength) cursor.at += 1;
  const name = matchAt(NAME, cursor, cursor.at) ?? matchAt(/[0-9]+/y, cursor, cursor.at) ?? matchAt(SPECIAL, cursor, cursor.at) ?? "";
  cursor.at += name.length;
  const operator = isLength ? "length" : (matchAt(/:?[-=?+]|##?|%%?/y, cursor, cursor.at) ?? "");
  if (!isLength) cursor.at += operator.length;
  const parts: Part[] = [];
  while (cursor.text[cursor.at] !== "}") {
    if (cursor.at >= cursor.text.length) throw new Unfinished('missing "}"', "}", line);
    parts.push(...readPart(cursor, quoted && cursor.text[cursor.at] !== '"' && cursor.text[cursor.at] !== "'"));
  }
  cursor.at += 1;
  if (name === "" || (operator === "" && parts.length > 0)) return [{ kind: "parameter", name: "", operator: "bad", word: [], quoted }];
  return [{ kind: "parameter", name, operator, word: merged(parts), quoted }];
}

function backquoted(cursor: Cursor): string {
  let script = "";
  const { line } = cursor;
  for (cursor.at += 1; cursor.text[cursor.at] !== "`"; cursor.at += 1) {
    if (cursor.at >= cursor.text.length) throw new Unfinished("EOF in backquote substitution", "`", line);
    if (cursor.text[cursor.at] === "\\" && "$`\\".includes(cursor.text[cursor.at + 1] ?? "")) cursor.at += 1;
    script += cursor.text[cursor.at];
  }
  cursor.at += 1;
  return script;
}

/** Where the parenthesis that opens at `from` is closed, quotes left out. */
function matching(cursor: Cursor, from: number): number {
  const { text } = cursor;
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "'" || character === '"' || character === "`") {
      at = closingQuote(text, at);
      if (at < 0) break;
    } else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw new Unfinished('end of file unexpected (expecting ")")', ")", cursor.line);
}

function closingQuote(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\" && quote !== "'") at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function matchAt(pattern: RegExp, cursor: Cursor, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(cursor.text)?.[0];
}

function merged(parts: readonly Part[]): Word {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === "text" && part.kind === "text" && last.quoted === part.quoted) result[result.length - 1] = { ...last, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

/** The word without its quotes, as a delimiter or a reserved word is compared. */
export function plainText(word: Word): string {
  return word.map((part) => (part.kind === "text" ? part.text : "")).join("");
}
