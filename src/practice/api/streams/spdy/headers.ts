/** Header blocks of SPDY/3: name and value pairs, compressed in one stream per direction. */
import { constants, createDeflate, createInflate, type Deflate, type Inflate } from "node:zlib";
import { spdyDictionary } from "./dictionary.ts";

export type SpdyHeaders = ReadonlyMap<string, string>;

/** Uncompressed bytes of one block. */
const blockLimit = 16 << 10;

export class HeaderReader {
  readonly #inflate: Inflate = createInflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH });

  /** Blocks must be read one after another. Rejects on a block that can't be read. */
  async read(block: Buffer): Promise<SpdyHeaders> {
    return parsePairs(await pass(this.#inflate, block));
  }

  close(): void {
    this.#inflate.destroy();
  }
}

export class HeaderWriter {
  readonly #deflate: Deflate = createDeflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH });

  async write(headers: SpdyHeaders): Promise<Buffer> {
    return pass(this.#deflate, formatPairs(headers));
  }

  close(): void {
    this.#deflate.destroy();
  }
}

function pass(stream: Inflate | Deflate, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    stream.once("error", reject);
    stream.write(bytes, () => {
      stream.off("error", reject);
      resolve((stream.read() as Buffer | null) ?? Buffer.alloc(0));
    });
  });
}

function parsePairs(bytes: Buffer): SpdyHeaders {
  if (bytes.length < 4 || bytes.length > blockLimit) throw new RangeError("a SPDY header block of an unlikely size");
  const headers = new Map<string, string>();
  let at = 4;
  const text = (): string => {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) throw new RangeError("a SPDY header that ends too early");
    const value = bytes.toString("utf8", at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  for (let pairs = bytes.readUInt32BE(0); pairs > 0; pairs--) headers.set(text().toLowerCase(), text());
  return headers;
}

function formatPairs(headers: SpdyHeaders): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(headers.size);
  return Buffer.concat([count, ...[...headers].flatMap(([name, value]) => [sized(name), sized(value)])]);
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
