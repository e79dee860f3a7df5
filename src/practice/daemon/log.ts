import { truncateSync, writeSync } from "node:fs";

const STDERR = 2;

/** Appends lines to stderr, which is the log file, and starts the file anew when it has grown past the limit. Never throws: a full disk takes no lines, and nobody suffers from that. */
export function createLog(options: { readonly file: string; readonly limitBytes: number; readonly now: () => number }): (text: string) => void {
  let written = 0;
  return (text) => {
    const line = `${new Date(options.now()).toISOString()} ${text}\n`;
    written += Buffer.byteLength(line);
    try {
      if (written > options.limitBytes) {
        truncateSync(options.file, 0);
        written = 0;
      }
      writeSync(STDERR, line);
    } catch {}
  };
}
