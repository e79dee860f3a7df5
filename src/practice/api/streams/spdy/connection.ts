/** The server's end of a SPDY/3.1 connection whose streams the client opens. */
import { dataFrame, type Frame, FrameReader, ping, reset, synReply } from "./frames.ts";
import { HeaderReader, HeaderWriter, type SpdyHeaders } from "./headers.ts";

const streamLimit = 1000;

export interface SpdyStream {
  readonly headers: SpdyHeaders;
  write(data: Buffer): void;
  /** Nothing more will be written. */
  end(): void;
  /** What the client sends, then undefined once when it has ended. Set before anything else is awaited. */
  onData: (data: Buffer | undefined) => void;
  /** The client gave the stream up, or the connection is gone. */
  onReset: () => void;
}

export interface SpdyTransport {
  send(bytes: Buffer): void;
  close(): void;
}

export class SpdyConnection {
  readonly #transport: SpdyTransport;
  readonly #onStream: (stream: SpdyStream) => void;
  readonly #frames = new FrameReader();
  readonly #reader = new HeaderReader();
  readonly #writer = new HeaderWriter();
  readonly #streams = new Map<number, { readonly stream: SpdyStream; over: { client: boolean; server: boolean } }>();
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(transport: SpdyTransport, onStream: (stream: SpdyStream) => void) {
    this.#transport = transport;
    this.#onStream = onStream;
  }

  /** Bytes from the client. Settles when they are dealt with; never rejects, what is no SPDY closes the connection. */
  receive(bytes: Buffer): Promise<void> {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      try {
        for (const frame of this.#frames.read(bytes)) await this.#handle(frame);
      } catch {
        this.close();
      }
    });
    return this.#work;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { stream } of this.#streams.values()) stream.onReset();
    this.#streams.clear();
    this.#reader.close();
    this.#writer.close();
    this.#transport.close();
  }

  async #handle(frame: Frame): Promise<void> {
    switch (frame.kind) {
      case "syn-stream":
        await this.#open(frame.stream, frame.block, frame.fin);
        return;
      case "data": {
        const entry = this.#streams.get(frame.stream);
        if (entry === undefined) return;
        if (frame.data.length > 0) entry.stream.onData(frame.data);
        if (frame.fin) this.#clientOver(frame.stream);
        return;
      }
      case "reset":
        this.#streams.get(frame.stream)?.stream.onReset();
        this.#streams.delete(frame.stream);
        return;
      case "ping":
        if (frame.id % 2 === 1) this.#transport.send(ping(frame.id));
        return;
      case "goaway":
      case "other":
        return;
    }
  }

  async #open(id: number, block: Buffer, fin: boolean): Promise<void> {
    const headers = await this.#reader.read(block);
    if (this.#streams.size >= streamLimit) {
      this.#transport.send(reset(id));
      return;
    }
    const stream: SpdyStream = {
      headers,
      write: (data) => this.#send(id, data, false),
      end: () => this.#end(id),
      onData: () => undefined,
      onReset: () => undefined,
    };
    this.#streams.set(id, { stream, over: { client: false, server: false } });
    this.#transport.send(synReply(id, await this.#writer.write(new Map())));
    this.#onStream(stream);
    if (fin) this.#clientOver(id);
  }

  #send(id: number, data: Buffer, fin: boolean): void {
    if (!this.#closed && this.#streams.has(id)) this.#transport.send(dataFrame(id, data, fin));
  }

  #end(id: number): void {
    const entry = this.#streams.get(id);
    if (entry === undefined || entry.over.server) return;
    this.#send(id, Buffer.alloc(0), true);
    entry.over.server = true;
    this.#forgetWhenOver(id);
  }

  #clientOver(id: number): void {
    const entry = this.#streams.get(id);
    if (entry === undefined || entry.over.client) return;
    entry.over.client = true;
    entry.stream.onData(undefined);
    this.#forgetWhenOver(id);
  }

  #forgetWhenOver(id: number): void {
    const over = this.#streams.get(id)?.over;
    if (over?.client === true && over.server) this.#streams.delete(id);
  }
}
