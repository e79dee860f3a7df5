/** Where a process reads its bytes from. */
export interface Input {
  readonly isTerminal: boolean;
  /** The next bytes, undefined at the end. Rejects with the signal's reason; bytes that come later are then for the next reader. */
  read(signal?: AbortSignal): Promise<Buffer | undefined>;
  /** Puts bytes back in front. */
  unread(bytes: Buffer): void;
}

/** Where a process writes its bytes to. */
export interface Output {
  readonly isTerminal: boolean;
  /** Settles when there is room for more. Rejects with BrokenPipe when nobody reads any more. */
  write(bytes: string | Buffer): Promise<void>;
}

/** What a write meets when its reader has gone. */
export class BrokenPipe extends Error {
  constructor() {
    super("Broken pipe");
    this.name = "BrokenPipe";
  }
}

export const emptyInput: Input = { isTerminal: false, read: async () => undefined, unread: () => {} };

export const nowhere: Output = { isTerminal: false, write: async () => {} };

/** One line with its newline (the last may lack it), undefined at the end. Bytes after it stay for the next reader. */
export async function readLine(input: Input, signal?: AbortSignal): Promise<Buffer | undefined> {
  const held: Buffer[] = [];
  for (;;) {
    const chunk = await input.read(signal);
    if (chunk === undefined) return held.length === 0 ? undefined : Buffer.concat(held);
    const end = chunk.indexOf(10);
    if (end < 0) {
      held.push(chunk);
      continue;
    }
    if (end + 1 < chunk.length) input.unread(chunk.subarray(end + 1));
    held.push(chunk.subarray(0, end + 1));
    return Buffer.concat(held);
  }
}

export async function readAll(input: Input, signal?: AbortSignal): Promise<Buffer> {
  const held: Buffer[] = [];
  for (;;) {
    const chunk = await input.read(signal);
    if (chunk === undefined) return Buffer.concat(held);
    held.push(chunk);
  }
}
