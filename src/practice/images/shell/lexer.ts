import { type Part, ShellSyntaxError, type Token, Unfinished } from "./syntax.ts";
import { type Cursor, plainText, readQuotedText, readWord } from "./words.ts";

const OPERATORS = ["<<-", "<<<", "&&", "||", ";;", "<<", ">>", ">&", "<&", ">|", "<>", "|", "&", ";", "<", ">", "(", ")"];
const ENDS_WORD = new Set([" ", "\t", "\n", "|", "&", ";", "<", ">", "(", ")"]);

interface PendingText {
  readonly delimiter: string;
  readonly isLiteral: boolean;
  readonly stripsTabs: boolean;
  /** The part that takes the text once it has been read. */
  readonly into: Part[];
}

/** The tokens of a script. A here-document's text is the word after its operator. Throws ShellSyntaxError or Unfinished. */
export function tokenize(text: string): readonly Token[] {
  const cursor: Cursor = { text, at: 0, line: 1 };
  const tokens: Token[] = [];
  const pending: PendingText[] = [];
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? "";
    const { line } = cursor;
    if (character === " " || character === "\t" || character === "\r") cursor.at += 1;
    else if (character === "\\" && text[cursor.at + 1] === "\n") {
      cursor.at += 2;
      cursor.line += 1;
    } else if (character === "#") skipComment(cursor);
    else if (character === "\n") {
      cursor.at += 1;
      cursor.line += 1;
      for (const document of pending.splice(0)) readDocument(cursor, document);
      tokens.push({ kind: "operator", text: "\n", line });
    } else {
      const operator = OPERATORS.find((each) => text.startsWith(each, cursor.at));
      if (operator === "<<" || operator === "<<-") {
        cursor.at += operator.length;
        tokens.push({ kind: "operator", text: "<<", line }, openDocument(cursor, operator === "<<-", pending));
      } else if (operator !== undefined) {
        cursor.at += operator.length;
        tokens.push({ kind: "operator", text: operator, line });
      } else tokens.push(wordToken(cursor));
    }
  }
  if (pending.length > 0) throw new Unfinished("here-document is not closed", pending[0]?.delimiter ?? "", cursor.line);
  tokens.push({ kind: "end", line: cursor.line });
  return tokens;
}

function wordToken(cursor: Cursor): Token {
  const { at, line, text } = cursor;
  const word = readWord(cursor, (character) => ENDS_WORD.has(character));
  const next = text[cursor.at];
  return { kind: "word", word, raw: text.slice(at, cursor.at), line, joined: next === "<" || next === ">" };
}

function skipComment(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== "\n") cursor.at += 1;
}

function openDocument(cursor: Cursor, stripsTabs: boolean, pending: PendingText[]): Token {
  while (cursor.text[cursor.at] === " ") cursor.at += 1;
  const { line } = cursor;
  const word = readWord(cursor, (character) => ENDS_WORD.has(character));
  if (word.length === 0) throw new ShellSyntaxError("unexpected newline", "newline", line);
  const into: Part[] = [];
  pending.push({ delimiter: plainText(word), isLiteral: word.some((part) => part.quoted), stripsTabs, into });
  return { kind: "word", word: into, raw: "", line, joined: false };
}

function readDocument(cursor: Cursor, document: PendingText): void {
  const lines: string[] = [];
  for (;;) {
    if (cursor.at >= cursor.text.length) throw new Unfinished("here-document is not closed", document.delimiter, cursor.line);
    const end = cursor.text.indexOf("\n", cursor.at);
    const raw = end < 0 ? cursor.text.slice(cursor.at) : cursor.text.slice(cursor.at, end);
    const line = document.stripsTabs ? raw.replace(/^\t+/, "") : raw;
    cursor.at = end < 0 ? cursor.text.length : end + 1;
    cursor.line += 1;
    if (line === document.delimiter) break;
    lines.push(`${line}\n`);
  }
  const body = lines.join("");
  document.into.push(...(document.isLiteral ? [{ kind: "text", text: body, quoted: true } as const] : readQuotedText(body)));
}
