/** SPDY/3.1 frames, as far as port-forwarding needs them. */
export type Frame =
  | { readonly kind: "data"; readonly stream: number; readonly fin: boolean; readonly data: Buffer }
  | { readonly kind: "syn-stream"; readonly stream: number; readonly fin: boolean; readonly block: Buffer }
  | { readonly kind: "reset"; readonly stream: number }
  | { readonly kind: "ping"; readonly id: number }
  | { readonly kind: "goaway" }
  /** Nothing to do: settings, window updates, headers. */
  | { readonly kind: "other" };

const finFlag = 1;
const controlBit = 0x8000;
const version = 3;
const types = { synStream: 1, synReply: 2, reset: 3, ping: 6, goaway: 7 };
/** Bytes of one frame; a longer one is no client of ours. */
const frameLimit = 1 << 20;

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that these bytes complete. Throws RangeError on what is no SPDY. */
  read(bytes: Buffer): readonly Frame[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    while (this.#rest.length >= 8) {
      const length = this.#rest.readUIntBE(5, 3);
      if (length > frameLimit) throw new RangeError("a SPDY frame of an unlikely size");
      if (this.#rest.length < 8 + length) break;
      frames.push(parseFrame(this.#rest.subarray(0, 8), this.#rest.subarray(8, 8 + length)));
      this.#rest = this.#rest.subarray(8 + length);
    }
    return frames;
  }
}

function parseFrame(head: Buffer, body: Buffer): Frame {
  const first = head.readUInt16BE(0);
  const fin = (head[4]! & finFlag) !== 0;
  if ((first & controlBit) === 0) return { kind: "data", stream: head.readUInt32BE(0), fin, data: body };
  if ((first & ~controlBit) !== version) throw new RangeError("SPDY of another version");
  switch (head.readUInt16BE(2)) {
    case types.synStream:
      return { kind: "syn-stream", stream: body.readUInt32BE(0) & 0x7fffffff, fin, block: body.subarray(10) };
    case types.reset:
      return { kind: "reset", stream: body.readUInt32BE(0) & 0x7fffffff };
    case types.ping:
      return { kind: "ping", id: body.readUInt32BE(0) };
    case types.goaway:
      return { kind: "goaway" };
    default:
      return { kind: "other" };
  }
}

export function dataFrame(stream: number, data: Buffer, fin: boolean): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(stream, 0);
  head[4] = fin ? finFlag : 0;
  head.writeUIntBE(data.length, 5, 3);
  return Buffer.concat([head, data]);
}

export function synReply(stream: number, block: Buffer): Buffer {
  return control(types.synReply, Buffer.concat([word(stream), block]));
}

/** Status 5: cancelled. */
export function reset(stream: number): Buffer {
  return control(types.reset, Buffer.concat([word(stream), word(5)]));
}

export function ping(id: number): Buffer {
  return control(types.ping, word(id));
}

function control(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(controlBit | version, 0);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
