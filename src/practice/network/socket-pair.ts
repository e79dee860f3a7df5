import { Duplex } from "node:stream";
import { NetworkError } from "../pod-network.ts";

export interface SocketEnds {
  readonly client: Socket;
  readonly server: Socket;
}

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** Both ends of one TCP connection in this process: ordered, with backpressure, half-close and reset. */
export function createSocketPair(from: Place, to: Place): SocketEnds {
  const client = new Socket(from, to);
  const server = new Socket(to, from);
  client.join(server);
  server.join(client);
  return { client, server };
}

/**
 * One end of a connection. Bytes reach the other end in a later turn of the event loop, as they would through a kernel.
 * An error that nobody listens for closes the connection and harms nobody else.
 */
export class Socket extends Duplex {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  #peer: Socket | undefined;
  #resume: ((error?: Error) => void) | undefined;
  #isReset = false;

  constructor(local: Place, remote: Place) {
    super({ allowHalfOpen: true });
    this.localAddress = local.address;
    this.localPort = local.port;
    this.remoteAddress = remote.address;
    this.remotePort = remote.port;
    this.on("error", () => {});
  }

  join(peer: Socket): void {
    this.#peer = peer;
  }

  /** Both ends are gone at once; the other one reads ECONNRESET. */
  reset(): void {
    this.#isReset = true;
    this.destroy();
  }

  override _read(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    setImmediate(() => this.#peer?.receive(chunk, done));
  }

  override _final(done: (error?: Error) => void): void {
    setImmediate(() => {
      this.#peer?.receiveEnd();
      done();
    });
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const peer = this.#peer;
    const isReset = this.#isReset || error !== null;
    const isEnded = this.writableFinished;
    this.#resume?.(resetError());
    this.#resume = undefined;
    setImmediate(() => {
      if (isReset) peer?.destroy(resetError());
      else if (!isEnded) peer?.receiveEnd();
    });
    done(error);
  }

  receive(chunk: Buffer, done: (error?: Error) => void): void {
    if (this.destroyed || this.readableEnded) done(resetError());
    else if (this.push(chunk)) done();
    else this.#resume = done;
  }

  receiveEnd(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }
}

function resetError(): NetworkError {
  return new NetworkError("ECONNRESET", "read ECONNRESET");
}
