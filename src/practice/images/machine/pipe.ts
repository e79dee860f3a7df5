import { BrokenPipe, type Input, type Output } from "./byte-stream.ts";

const CAPACITY = 65_536;

/** A pipe of the kernel: ordered bytes, at most 64 KiB waiting (one write may go over), an end, a reader that can leave. */
export class Pipe implements Input, Output {
  readonly isTerminal: boolean;
  #chunks: Buffer[] = [];
  #size = 0;
  #isEnded = false;
  #isBroken = false;
  #readers: (() => void)[] = [];
  #writers: (() => void)[] = [];

  constructor(isTerminal = false) {
    this.isTerminal = isTerminal;
  }

  async read(signal?: AbortSignal): Promise<Buffer | undefined> {
    while (this.#chunks.length === 0) {
      if (this.#isEnded) return undefined;
      signal?.throwIfAborted();
      await waitIn(this.#readers, signal);
    }
    const chunk = this.#chunks.shift();
    this.#size -= chunk?.length ?? 0;
    wake(this.#writers);
    return chunk;
  }

  unread(bytes: Buffer): void {
    this.#chunks.unshift(bytes);
    this.#size += bytes.length;
    wake(this.#readers);
  }

  async write(bytes: string | Buffer): Promise<void> {
    if (this.#isBroken) throw new BrokenPipe();
    if (this.#isEnded || bytes.length === 0) return;
    const chunk = Buffer.from(bytes as string);
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    wake(this.#readers);
    while (this.#size > CAPACITY && !this.#isEnded) {
      await waitIn(this.#writers);
      if (this.#isBroken) throw new BrokenPipe();
    }
  }

  /** One read comes back empty, after what was written before. */
  mark(): void {
    this.#chunks.push(Buffer.alloc(0));
    wake(this.#readers);
  }

  /** No more will be written. */
  end(): void {
    this.#isEnded = true;
    wake(this.#readers);
    wake(this.#writers);
  }

  /** No one will read any more. */
  breakOff(): void {
    this.#isBroken = true;
    this.#chunks = [];
    this.#size = 0;
    this.end();
  }
}

function wake(waiting: (() => void)[]): void {
  for (const resume of waiting.splice(0)) resume();
}

function waitIn(waiting: (() => void)[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const resume = (): void => {
      signal?.removeEventListener("abort", abort);
      resolve();
    };
    const abort = (): void => {
      waiting.splice(waiting.indexOf(resume), 1);
      reject(signal?.reason as Error);
    };
    waiting.push(resume);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
