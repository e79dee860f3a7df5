import { truncateSync } from "node:fs";

/** Appends lines to stderr, which is the log file, and starts the file anew when it has grown past the limit. */
export function createLog(options: { readonly file: string; readonly limitBytes: number; readonly now: () => number }): (text: string) => void {
  let written = 0;
  return (text) => {
    const line = `${new Date(options.now()).toISOString()} ${text}\n`;
    written += Buffer.byteLength(line);
    if (written > options.limitBytes) {
      truncateSync(options.file, 0);
      written = 0;
    }
    process.stderr.write(line);
  };
}
