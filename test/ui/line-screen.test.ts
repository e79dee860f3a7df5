import { EventEmitter } from "node:events";
import type { ReadStream } from "node:tty";
import { describe, expect, it } from "vitest";
import type { Page } from "../../src/render/page.ts";
import { createLineScreen } from "../../src/ui/line-screen.ts";

function terminal() {
  const written: string[] = [];
  const keys: string[] = [];
  const input = Object.assign(new EventEmitter(), { resume() {}, pause() {} });
  const screen = createLineScreen({ input: input as unknown as ReadStream, write: (text) => written.push(text) }).open({
    onKey: (key) => keys.push(key),
    onResize() {},
  });
  return { screen, input, written, keys };
}

function page(checks: string, more: Partial<Page> = {}): Page {
  return {
    name: "step",
    head: "1  A lab",
    parts: [
      { name: "task", text: "do it" },
      { name: "checks", text: checks },
    ],
    folds: [],
    foot: "c check",
    ...more,
  };
}

describe("the terminal line by line", () => {
  it("says a page once, and then only the lines that are new", () => {
    const { screen, written } = terminal();
    screen.show(page("waiting  pods\nlater    service"));
    screen.show(page("done     pods\nlater    service"));
    screen.show(page("done     pods\nlater    service"));
    expect(written).toEqual(["\n1  A lab\n\ndo it\n\nwaiting  pods\nlater    service\n\nc check\n", "done     pods\n"]);
  });

  it("says the keys again when they are others", () => {
    const { screen, written } = terminal();
    screen.show(page("waiting"));
    screen.show(page("done", { foot: "Enter next" }));
    expect(written.at(-1)).toBe("done\nEnter next\n");
  });

  it("never moves the cursor", () => {
    const { screen, written } = terminal();
    screen.show(page("waiting"));
    screen.show(page("done"));
    screen.close();
    expect(written.join("")).not.toContain("\u001b");
  });

  it("takes letters that are ended with Enter", () => {
    const { input, keys } = terminal();
    input.emit("data", Buffer.from("h\n"));
    input.emit("data", Buffer.from("\n"));
    expect(keys).toEqual(["h", "enter"]);
  });
});
