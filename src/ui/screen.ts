/** The terminal while a lab is walked: raw keys in, text and a repainted block out. */
import type { ReadStream, WriteStream } from "node:tty";
import type { ScreenPort } from "../commands/ports.ts";
import { columnsOf } from "../render/layout.ts";

export interface ScreenOptions {
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** Ctrl-C was pressed; in raw mode the terminal itself sends no signal. */
  readonly onInterrupt: () => void;
}

export function createScreen({ input, output, onInterrupt }: ScreenOptions): ScreenPort {
  let block = "";
  const wipe = (): string => (block === "" ? "" : `\r${rowsOf(block, output.columns) > 1 ? `\u001b[${rowsOf(block, output.columns) - 1}A` : ""}\u001b[J`);
  const screen: ScreenPort = {
    page(text) {
      block = "";
      output.write(`\u001b[2J\u001b[3J\u001b[H${text}\n`);
    },
    print(text) {
      const kept = block;
      output.write(`${wipe()}${text}\n${kept}`);
    },
    paint(text) {
      if (text === block) return;
      // What is taller than the window can't be wiped again: it is cut from above, the keys at the bottom stay.
      const fit = bottomOf(text, output);
      const before = wipe();
      block = fit;
      output.write(`${before}${fit}`);
    },
    settle() {
      if (block !== "") output.write("\n");
      block = "";
    },
    open(onKey) {
      const onData = (data: Buffer): void => {
        for (const key of keysIn(data.toString("utf8"))) {
          if (key === "ctrl-c") onInterrupt();
          else onKey(key);
        }
      };
      input.setRawMode(true);
      input.resume();
      input.on("data", onData);
      return {
        close() {
          input.off("data", onData);
          input.setRawMode(false);
          input.pause();
        },
      };
    },
  };
  return screen;
}

/** Characters as they are; Enter, Ctrl-C and Escape by name. Other escape sequences are left out. */
export function keysIn(data: string): readonly string[] {
  return [...data.replace(escapeSequences, "")].map((character) => named[character] ?? character);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys of a terminal begin with one
const escapeSequences = /\u001b(\[[0-9;?]*[ -/]*[@-~]|O.)/g;
const named: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\u0003": "ctrl-c",
  "\u0004": "ctrl-d",
  "\u001b": "escape",
  "\u007f": "backspace",
};

function rowsOf(text: string, columns: number | undefined): number {
  return text.split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(columnsOf(line) / (columns ?? 80))), 0);
}

function bottomOf(text: string, output: WriteStream): string {
  const room = Math.max(3, (output.rows ?? 24) - 1);
  let lines = text.split("\n");
  while (lines.length > 1 && rowsOf(lines.join("\n"), output.columns) > room) lines = lines.slice(1);
  return lines.join("\n");
}
