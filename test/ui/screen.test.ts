import { EventEmitter } from "node:events";
import type { ReadStream, WriteStream } from "node:tty";
import { describe, expect, it } from "vitest";
import { createScreen, keysIn } from "../../src/ui/screen.ts";

function terminal({ columns = 20, rows = 6 } = {}) {
  const written: string[] = [];
  const input = Object.assign(new EventEmitter(), { raw: false, setRawMode: (raw: boolean) => (input.raw = raw), resume() {}, pause() {} });
  let interrupts = 0;
  const screen = createScreen({
    input: input as unknown as ReadStream,
    output: { columns, rows, write: (text: string) => written.push(text) } as unknown as WriteStream,
    onInterrupt: () => {
      interrupts += 1;
    },
  });
  return { screen, input, written, interrupts: () => interrupts };
}

describe("the screen", () => {
  it("knows keys by character or name, and leaves arrow keys out", () => {
    expect(keysIn("c\r\u0003\u001b[A\u001bOPh\u001b")).toEqual(["c", "enter", "ctrl-c", "h", "escape"]);
  });

  it("hands on keys while it is open, turns Ctrl-C into an interrupt, and leaves the terminal as it was", () => {
    const { screen, input, interrupts } = terminal();
    const keys: string[] = [];
    const open = screen.open((key) => keys.push(key));
    expect(input.raw).toBe(true);
    input.emit("data", Buffer.from("h\u0003"));
    open.close();
    input.emit("data", Buffer.from("c"));
    expect({ keys, interrupts: interrupts(), raw: input.raw }).toEqual({ keys: ["h"], interrupts: 1, raw: false });
  });

  it("paints a block over the one before it, counting lines that wrap", () => {
    const { screen, written } = terminal({ columns: 10 });
    screen.paint("one\na line that wraps");
    screen.paint("two");
    expect(written).toEqual(["one\na line that wraps", "\r\u001b[2A\u001b[Jtwo"]);
  });

  it("writes nothing when nothing has changed", () => {
    const { screen, written } = terminal();
    screen.paint("same");
    screen.paint("same");
    expect(written).toEqual(["same"]);
  });

  it("keeps the last lines of a block that is taller than the window", () => {
    const { screen, written } = terminal({ rows: 4 });
    screen.paint("1\n2\n3\n4\nkeys");
    expect(written).toEqual(["3\n4\nkeys"]);
  });

  it("prints text that stays above the block", () => {
    const { screen, written } = terminal();
    screen.paint("block");
    screen.print("a hint");
    expect(written.at(-1)).toBe("\r\u001b[Ja hint\nblock");
  });
});
