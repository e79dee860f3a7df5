/** Backslash escapes as echo -e and printf know them. */

const LETTERS: Readonly<Record<string, number>> = { a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 92 };

export interface Unescaped {
  readonly bytes: Buffer;
  /** `\c`: nothing more is to be written. */
  readonly isCut: boolean;
}

/** `octal`: whether octal digits come after `\0` (echo, %b) or straight after the backslash (a format). */
export function readEscapes(text: string, octal: "after zero" | "anywhere"): Unescaped {
  const parts: Buffer[] = [];
  let rest = text;
  for (let at = rest.indexOf("\\"); at >= 0; at = rest.indexOf("\\")) {
    parts.push(Buffer.from(rest.slice(0, at)));
    rest = rest.slice(at);
    if (rest[1] === "c") return { bytes: Buffer.concat(parts), isCut: true };
    const digits = (octal === "anywhere" ? /^\\([0-7]{1,3})/ : /^\\0([0-7]{0,3})/).exec(rest);
    const hex = /^\\x([0-9a-fA-F]{1,2})/.exec(rest);
    const letter = LETTERS[rest[1] ?? ""];
    const byte = digits ? Number.parseInt(digits[1] || "0", 8) & 255 : hex ? Number.parseInt(hex[1] ?? "0", 16) : letter;
    const length = digits?.[0].length ?? hex?.[0].length ?? (letter === undefined ? 1 : 2);
    parts.push(byte === undefined ? Buffer.from("\\") : Buffer.of(byte));
    rest = rest.slice(length);
  }
  parts.push(Buffer.from(rest));
  return { bytes: Buffer.concat(parts), isCut: false };
}
