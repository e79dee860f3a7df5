/** What is wrong with a text that is no JSON, in the words of Go's encoding/json. */

/** The first fault. `text` must be one that JSON.parse refuses, and must not nest deep. */
export function syntaxFault(text: string): string {
  try {
    const end = space(text, value(text, space(text, 0)));
    return end < text.length ? unexpected(text, end, "after top-level value") : "unexpected end of JSON input";
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

class Fault extends Error {}

function unexpected(text: string, at: number, where: string): string {
  if (at >= text.length) return "unexpected end of JSON input";
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const quoted = character === "'" ? `'\\''` : character === '"' ? `'"'` : `'${JSON.stringify(character).slice(1, -1)}'`;
  return `invalid character ${quoted} ${where}`;
}

/** Each reads one thing at a place, and answers with the place behind it. */
function value(text: string, at: number): number {
  const first = text[at] ?? "";
  if (first === "{") return members(text, at + 1);
  if (first === "[") return elements(text, at + 1);
  if (first === '"') return string(text, at + 1);
  if (first === "-" || isDigit(first)) return number(text, at);
  const word = ["true", "false", "null"].find((each) => each[0] === first);
  if (word === undefined) throw new Fault(unexpected(text, at, "looking for beginning of value"));
  return literal(text, at, word);
}

function members(text: string, start: number): number {
  let at = space(text, start);
  if (text[at] === "}") return at + 1;
  for (;;) {
    if (text[at] !== '"') throw new Fault(unexpected(text, at, "looking for beginning of object key string"));
    at = space(text, string(text, at + 1));
    if (text[at] !== ":") throw new Fault(unexpected(text, at, "after object key"));
    at = space(text, value(text, space(text, at + 1)));
    if (text[at] === "}") return at + 1;
    if (text[at] !== ",") throw new Fault(unexpected(text, at, "after object key:value pair"));
    at = space(text, at + 1);
  }
}

function elements(text: string, start: number): number {
  let at = space(text, start);
  if (text[at] === "]") return at + 1;
  for (;;) {
    at = space(text, value(text, at));
    if (text[at] === "]") return at + 1;
    if (text[at] !== ",") throw new Fault(unexpected(text, at, "after array element"));
    at = space(text, at + 1);
  }
}

function string(text: string, start: number): number {
  for (let at = start; ; at++) {
    const character = text[at];
    if (character === '"') return at + 1;
    if (character === undefined || character < " ") throw new Fault(unexpected(text, at, "in string literal"));
    if (character === "\\") at = escaped(text, at + 1);
  }
}

/** The place of the last character of what stands behind a backslash. */
function escaped(text: string, at: number): number {
  if (text[at] !== "u") {
    if (text[at] === undefined || !'"\\/bfnrt'.includes(text[at]!)) throw new Fault(unexpected(text, at, "in string escape code"));
    return at;
  }
  for (let digit = at + 1; digit <= at + 4; digit++)
    if (!/^[0-9a-fA-F]$/.test(text[digit] ?? "")) throw new Fault(unexpected(text, digit, "in \\u hexadecimal character escape"));
  return at + 4;
}

function number(text: string, start: number): number {
  let at = text[start] === "-" ? start + 1 : start;
  if (!isDigit(text[at])) throw new Fault(unexpected(text, at, "in numeric literal"));
  at = text[at] === "0" ? at + 1 : digits(text, at, "in numeric literal");
  if (text[at] === ".") at = digits(text, at + 1, "after decimal point in numeric literal");
  if (text[at] !== "e" && text[at] !== "E") return at;
  return digits(text, text[at + 1] === "+" || text[at + 1] === "-" ? at + 2 : at + 1, "in exponent of numeric literal");
}

function digits(text: string, start: number, where: string): number {
  let at = start;
  while (isDigit(text[at])) at++;
  if (at === start) throw new Fault(unexpected(text, at, where));
  return at;
}

function literal(text: string, at: number, word: string): number {
  for (let index = 1; index < word.length; index++)
    if (text[at + index] !== word[index]) throw new Fault(unexpected(text, at + index, `in literal ${word} (expecting '${word[index]}')`));
  return at + word.length;
}

function space(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text[at]!)) at++;
  return at;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
