/** Archives in the ustar format, with the long names that GNU and pax write. */
import type { Entry } from "../machine/files.ts";

const BLOCK = 512;

interface Member {
  readonly name: string;
  readonly mode: number;
  /** Absent: a directory. */
  readonly content: Buffer | undefined;
}

export function packEntry(name: string, entry: Entry): Buffer {
  const content = entry.kind === "file" ? entry.content : Buffer.alloc(0);
  const long = Buffer.byteLength(name) > 100 ? packBlock("././@LongLink", { kind: "L", mode: 0o644, modified: 0 }, Buffer.from(`${name}\0`)) : undefined;
  const block = packBlock(name.slice(0, 100), { kind: entry.kind === "file" ? "0" : "5", mode: entry.mode, modified: entry.modified }, content);
  return long === undefined ? block : Buffer.concat([long, block]);
}

export function packEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

/** Undefined: no archive, or one that was cut. */
export function unpackAll(archive: Buffer): readonly Member[] | undefined {
  const members: Member[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return members;
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    const kind = String.fromCharCode(header[156] ?? 0);
    if (Number.isNaN(size) || at + BLOCK + size > archive.length) return undefined;
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (kind === "L") longName = content.toString().replace(/\0.*$/s, "");
    else if (kind === "x") longName = /\d+ path=(.*)\n/.exec(content.toString())?.[1];
    else if (kind === "0" || kind === "\0" || kind === "5") {
      const prefix = textAt(header, 345, 155);
      const name = longName ?? `${prefix === "" ? "" : `${prefix}/`}${textAt(header, 0, 100)}`;
      members.push({ name, mode: Number.parseInt(textAt(header, 100, 8), 8) & 0o7777, content: kind === "5" ? undefined : Buffer.from(content) });
      longName = undefined;
    }
  }
  return members.length > 0 ? members : undefined;
}

function packBlock(
  name: string,
  { kind, mode, modified }: { readonly kind: string; readonly mode: number; readonly modified: number },
  content: Buffer,
): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100);
  header.write(octal(mode & 0o7777, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(content.length, 11), 124);
  header.write(octal(Math.floor(modified / 1000), 11), 136);
  header.write("        ", 148);
  header.write(kind, 156);
  header.write("ustar\u000000", 257);
  header.write("root", 265);
  header.write("root", 297);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return Buffer.concat([header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}

function octal(number: number, digits: number): string {
  return number.toString(8).padStart(digits, "0");
}

function textAt(header: Buffer, start: number, length: number): string {
  return header
    .subarray(start, start + length)
    .toString()
    .replace(/\0.*$/s, "")
    .trim();
}
