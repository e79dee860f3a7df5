import { EventEmitter } from "node:events";
import type { ReadStream } from "node:tty";
import { describe, expect, it } from "vitest";
import { plain } from "../../src/render/paint.ts";
import { asciiSigns } from "../../src/render/signs.ts";
import { createLinePrompts } from "../../src/ui/line-prompts.ts";

/** Each line is typed when the question before it has been written. */
function prompts(...lines: readonly string[]) {
  const written: string[] = [];
  const left = [...lines];
  const input = Object.assign(new EventEmitter(), {
    resume: () => {
      const next = left.shift();
      if (next !== undefined) queueMicrotask(() => input.emit("data", Buffer.from(`${next}\n`)));
    },
    pause() {},
  });
  const controller = new AbortController();
  const asked = createLinePrompts({
    input: input as unknown as ReadStream,
    write: (text) => written.push(text),
    look: () => ({ language: "en", columns: 80, paint: plain, signs: asciiSigns }),
    signal: controller.signal,
  });
  return { asked, written, controller };
}

const labs = {
  message: "Which lab?",
  choices: [
    { value: "a", name: "Lab A" },
    { value: "b", name: "2  Lab B" },
  ],
  preset: "b",
} as const;

describe("questions answered with a line", () => {
  it("are chosen by number, and asked again for another number", async () => {
    const { asked, written } = prompts("3", "1");
    expect(await asked.choose(labs)).toBe("a");
    expect(written[0]).toBe("\nWhich lab?\n  1  Lab A\n  2  Lab B\n");
    expect(written).toHaveLength(3);
  });

  it("take the preset for Enter alone", async () => {
    expect(await prompts("").asked.choose(labs)).toBe("b");
    expect(await prompts("").asked.confirm({ message: "Really?", preset: false })).toBe(false);
  });

  it.each(["y", "Yes", "예", "네"])("take %s for yes", async (word) => {
    expect(await prompts(word).asked.confirm({ message: "Really?", preset: false })).toBe(true);
  });

  it("are taken back when svclab is interrupted", async () => {
    const { asked, controller } = prompts();
    const answer = asked.ask({ message: "Which?" });
    controller.abort(new DOMException("interrupted", "AbortError"));
    await expect(answer).rejects.toThrow("interrupted");
  });
});
