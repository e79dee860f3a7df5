import type { Readable, Writable } from "node:stream";
import { BrokenPipe, type Output } from "./byte-stream.ts";

/** Writes to a stream of a client, at the client's pace. */
export function outputTo(stream: Writable): Output {
  return { isTerminal: false, write: (bytes) => writeTo(stream, Buffer.from(bytes as string)) };
}

export async function writeTo(stream: Writable, bytes: Buffer): Promise<void> {
  if (stream.destroyed || stream.writableEnded) throw new BrokenPipe();
  if (bytes.length === 0 || stream.write(bytes)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (done: () => void) => () => {
      stream.off("drain", drained);
      stream.off("close", closed);
      stream.off("error", closed);
      done();
    };
    const drained = settle(resolve);
    const closed = settle(() => reject(new BrokenPipe()));
    stream.on("drain", drained).on("close", closed).on("error", closed);
  });
}

/** Hands on what a client sends, then its end; returns when there is no more or the taker has gone. */
export async function pump(stream: Readable, take: (bytes: Buffer) => Promise<void>, ended: () => void): Promise<void> {
  try {
    for await (const chunk of stream) await take(Buffer.from(chunk as Buffer));
  } catch {
    // The client went away in the middle, or the process did: for either the input has ended.
  }
  ended();
}
