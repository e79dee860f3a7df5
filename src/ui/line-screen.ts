/** The terminal line by line, for screen readers, logs and terminals that can't move the cursor: nothing is drawn again, what has changed is said. */
import type { ReadStream } from "node:tty";
import type { ScreenPort } from "../commands/ports.ts";
import type { Page } from "../render/page.ts";
import { keysOfLine } from "./keys.ts";

export interface LineScreenOptions {
  readonly input: Pick<ReadStream, "on" | "off" | "resume" | "pause">;
  readonly write: (text: string) => void;
}

/** Keys are typed as letters and ended with Enter. */
export function createLineScreen({ input, write }: LineScreenOptions): ScreenPort {
  return {
    fits: () => true,
    open({ onKey }) {
      const known = new Map<string, Page>();
      const onData = (data: Buffer): void => {
        for (const key of keysOfLine(data.toString("utf8"))) onKey(key);
      };
      const listen = (): void => {
        input.on("data", onData);
        input.resume();
      };
      const deafen = (): void => {
        input.off("data", onData);
        input.pause();
      };
      listen();
      return {
        show(page) {
          const before = known.get(page.name);
          const text = before === undefined ? wholeText(page) : newsText(before, page);
          known.set(page.name, page);
          if (text !== "") write(`${text}\n`);
        },
        bell: () => write("\u0007"),
        async aside(_where, work) {
          deafen();
          try {
            return await work();
          } finally {
            listen();
          }
        },
        close: deafen,
      };
    },
  };
}

function wholeText(page: Page): string {
  return `\n${[page.head, ...page.parts.map(({ text }) => text), page.foot].filter((text) => text !== "").join("\n\n")}`;
}

/** The lines that were not there before, part by part. */
function newsText(before: Page, after: Page): string {
  const news = after.parts.map(({ name, text }) => {
    const old = before.parts.find((part) => part.name === name)?.text.split("\n") ?? [];
    return text
      .split("\n")
      .filter((line) => line.trim() !== "" && !old.includes(line))
      .join("\n");
  });
  return [...news, before.foot === after.foot ? "" : after.foot].filter((text) => text !== "").join("\n");
}
