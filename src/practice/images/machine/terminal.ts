import type { Input, Output } from "./byte-stream.ts";
import { Pipe } from "./pipe.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How many bytes of one line the terminal holds, as the kernel's. */
const LONGEST_LINE = 4096;
const INTERRUPT = 0x03;
const END = 0x04;
const BELL = 0x07;
const ERASE = new Set([0x08, 0x7f]);
const ERASE_LINE = 0x15;
const ERASE_WORD = 0x17;

/**
 * A terminal with the kernel's line discipline. Cooked: echo, erasing, Ctrl-C, Ctrl-D, CR to LF, LF to CR LF.
 * Raw: bytes as they are typed, nothing echoed; output is still translated.
 */
export class Terminal {
  readonly input: Input;
  readonly output: Output;
  size: Size;
  #isRaw = false;
  #line: number[] = [];
  readonly #typed = new Pipe(true);
  readonly #screen: (bytes: Buffer) => Promise<void>;
  readonly #interrupts: (() => void)[] = [];

  constructor(screen: (bytes: Buffer) => Promise<void>, size: Size = { columns: 80, rows: 24 }) {
    this.#screen = screen;
    this.size = size;
    this.input = {
      isTerminal: true,
      read: async (signal) => {
        const bytes = await this.#typed.read(signal);
        return bytes?.length === 0 ? undefined : bytes;
      },
      unread: (bytes) => this.#typed.unread(bytes),
    };
    this.output = { isTerminal: true, write: (bytes) => this.#screen(toScreen(bytes)) };
  }

  /** Whoever asked last gets the next Ctrl-C. Returns how to stop. */
  onInterrupt(listener: () => void): () => void {
    this.#interrupts.push(listener);
    return () => {
      const at = this.#interrupts.lastIndexOf(listener);
      if (at >= 0) this.#interrupts.splice(at, 1);
    };
  }

  setRaw(isRaw: boolean): void {
    this.#isRaw = isRaw;
    if (isRaw) this.#line = [];
  }

  /** What the person types. */
  async type(bytes: Buffer): Promise<void> {
    for (const byte of bytes) {
      if (this.#isRaw) await this.#typed.write(Buffer.from([byte]));
      else await this.#cook(byte);
    }
  }

  /** The person has gone. */
  hangUp(): void {
    this.#typed.end();
  }

  async #cook(byte: number): Promise<void> {
    if (byte === INTERRUPT) {
      this.#line = [];
      await this.#echo("^C");
      this.#interrupts.at(-1)?.();
    } else if (byte === END) {
      if (this.#line.length > 0) await this.#deliver();
      else this.#typed.mark();
    } else if (ERASE.has(byte)) await this.#erase(1);
    else if (byte === ERASE_LINE) await this.#erase(this.#line.length);
    else if (byte === ERASE_WORD) await this.#erase(wordLength(this.#line));
    else if (byte === 0x0d || byte === 0x0a) {
      this.#line.push(0x0a);
      await this.#echo("\r\n");
      await this.#deliver();
    } else if (this.#line.length >= LONGEST_LINE - 1) await this.#echo(String.fromCharCode(BELL));
    else {
      this.#line.push(byte);
      await this.#echo(byte < 0x20 && byte !== 0x09 ? `^${String.fromCharCode(byte + 0x40)}` : Buffer.from([byte]));
    }
  }

  async #deliver(): Promise<void> {
    await this.#typed.write(Buffer.from(this.#line.splice(0)));
  }

  async #erase(count: number): Promise<void> {
    for (let left = count; left > 0 && this.#line.length > 0; left -= 1) {
      let byte = this.#line.pop() ?? 0;
      let width = byte >= 0x80 ? 0 : byte < 0x20 ? 2 : 1;
      while ((byte & 0xc0) === 0x80 && this.#line.length > 0) {
        byte = this.#line.pop() ?? 0;
        // Characters of three bytes and more are drawn two columns wide in Hangul and its neighbours.
        width = byte >= 0xe0 ? 2 : 1;
      }
      await this.#echo("\b \b".repeat(width));
    }
  }

  async #echo(bytes: string | Buffer): Promise<void> {
    await this.#screen(Buffer.from(bytes as string));
  }
}

function toScreen(bytes: string | Buffer): Buffer {
  if (typeof bytes === "string") return Buffer.from(bytes.replaceAll("\n", "\r\n"));
  return bytes.includes(10) ? Buffer.from(bytes.toString("latin1").replaceAll("\n", "\r\n"), "latin1") : bytes;
}

function wordLength(line: readonly number[]): number {
  const text = Buffer.from(line).toString("latin1");
  return text.length - text.replace(/\S*\s*$/, "").length;
}
