import { EventEmitter } from "node:events";
import type { ReadStream, WriteStream } from "node:tty";
import { describe, expect, it } from "vitest";
import type { Page } from "../../src/render/page.ts";
import { plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";
import { createScreen } from "../../src/ui/screen.ts";

function terminal({ columns = 20, rows = 8 } = {}) {
  const written: string[] = [];
  const input = Object.assign(new EventEmitter(), { raw: false, setRawMode: (raw: boolean) => (input.raw = raw), resume() {}, pause() {} });
  const output = Object.assign(new EventEmitter(), { columns, rows, write: (text: string) => written.push(text) });
  const keys: string[] = [];
  let goOn = (): void => {};
  let interrupts = 0;
  let resizes = 0;
  const screen = createScreen({
    input: input as unknown as ReadStream,
    output: output as unknown as WriteStream,
    look: () => ({ language: "en", columns, paint: plain, signs: unicodeSigns }),
    onInterrupt: () => {
      interrupts += 1;
    },
    suspension: { suspend: () => new Promise<void>((resolve) => (goOn = resolve)) },
  });
  return {
    input,
    output,
    written,
    keys,
    goOn: () => goOn(),
    counts: () => ({ interrupts, resizes }),
    open: () => screen.open({ onKey: (key) => keys.push(key), onResize: () => (resizes += 1) }),
    press: (data: string) => input.emit("data", Buffer.from(data)),
    /** The lines of what was drawn last. */
    shown: () => drawnLines(written.findLast((text) => text.startsWith("\u001b[H")) ?? ""),
  };
}

function drawnLines(text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is moved by them
  return text.replace(/\u001b\[[HKJ]/g, "").split("\r\n");
}

function page(text: string, more: Partial<Page> = {}): Page {
  return { name: "page", head: "", parts: [{ name: "text", text }], folds: [], foot: "keys", ...more };
}

const long = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`).join("\n");

describe("the screen", () => {
  it("takes the whole terminal, and gives it back as it was", () => {
    const { open, written, input } = terminal();
    const screen = open();
    expect(input.raw).toBe(true);
    screen.close();
    expect({ first: written[0], last: written.at(-1), raw: input.raw, listeners: input.listenerCount("data") }).toEqual({
      first: "\u001b[?1049h\u001b[?2004h\u001b[?25l",
      last: "\u001b[?25h\u001b[?2004l\u001b[?1049l",
      raw: false,
      listeners: 0,
    });
  });

  it("hands on keys, and turns Ctrl-C into an interrupt", () => {
    const { open, press, keys, counts } = terminal();
    open();
    press("h\u0003");
    expect({ keys, interrupts: counts().interrupts }).toEqual({ keys: ["h"], interrupts: 1 });
  });

  it("gives the terminal back while it is suspended by Ctrl-Z, and draws anew when it goes on", async () => {
    const { open, press, written, input, goOn, shown, keys } = terminal();
    open().show(page("here"));
    press("\u001a");
    expect({ last: written.at(-1), raw: input.raw, listeners: input.listenerCount("data"), keys }).toEqual({
      last: "\u001b[?25h\u001b[?2004l\u001b[?1049l",
      raw: false,
      listeners: 0,
      keys: [],
    });
    const before = written.length;
    goOn();
    await Promise.resolve()
      .then(() => undefined)
      .then(() => undefined);
    expect(written[before]).toBe("\u001b[?1049h\u001b[?2004h\u001b[?25l");
    expect({ shown: shown(), raw: input.raw, drawn: written.length - before }).toEqual({ shown: ["here", "", "keys"], raw: true, drawn: 2 });
  });

  it("shows the body above the keys", () => {
    const { open, shown } = terminal();
    open().show(page("one\ntwo"));
    expect(shown()).toEqual(["one", "two", "", "keys"]);
  });

  it("draws nothing when nothing has changed", () => {
    const { open, written } = terminal();
    const screen = open();
    screen.show(page("same"));
    const before = written.length;
    screen.show(page("same"));
    expect(written.length).toBe(before);
  });

  it("says what is not seen, and scrolls to it with the arrows and the space bar", () => {
    const { open, press, shown, keys } = terminal();
    open().show(page(long));
    expect(shown()).toEqual(["line 1", "line 2", "line 3", "line 4", "line 5", "  ↓ 15 more below (space)", "", "keys"]);
    press("\u001b[B");
    expect(shown().slice(0, 2)).toEqual(["  ↑ 1 more above", "line 2"]);
    press("   ");
    press(" ");
    press("\u001b[6~");
    expect(shown()).toEqual(["  ↑ 15 more above", "line 16", "line 17", "line 18", "line 19", "line 20", "", "keys"]);
    expect(keys).toEqual([]);
  });

  it("hands on the keys that scroll where all is seen", () => {
    const { open, press, keys } = terminal();
    open().show(page("short"));
    press(" ");
    expect(keys).toEqual(["space"]);
  });

  it("begins at the part in focus", () => {
    const { open, shown } = terminal();
    open().show(
      page("", {
        parts: [
          { name: "text", text: long },
          { name: "hint", text: "the hint" },
        ],
        focus: "hint",
      }),
    );
    expect(shown()).toContain("the hint");
  });

  it("stays where the learner has scrolled to when the page changes a little, and begins anew on another page", () => {
    const { open, press, shown } = terminal();
    const screen = open();
    screen.show(page(long));
    press("\u001b[B");
    screen.show(page(`${long}\nline 21`));
    expect(shown()[1]).toBe("line 2");
    screen.show(page(long, { name: "another" }));
    expect(shown()[0]).toBe("line 1");
  });

  it("draws anew when the window is resized", () => {
    const { open, output, shown, counts } = terminal();
    open().show(page(long));
    output.rows = 6;
    output.emit("resize");
    expect(counts().resizes).toBe(1);
    expect(shown()).toHaveLength(6);
  });

  it("lets other programs have the terminal, and takes it back", async () => {
    const { open, input, written, shown } = terminal();
    const screen = open();
    screen.show(page("here"));
    await screen.aside("apart", async () => {
      expect(input.raw).toBe(false);
      expect(written.at(-1)).toBe("\u001b[?25h\u001b[?2004l\u001b[?1049l");
    });
    expect(input.raw).toBe(true);
    expect(shown()).toContain("here");
  });
});
