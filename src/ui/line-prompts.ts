/** Questions that are answered with a line; choices are numbered. */
import type { ReadStream } from "node:tty";
import type { Prompts } from "../commands/ports.ts";
import { screens } from "../i18n/screens.ts";
import type { Look } from "../render/look.ts";
import { renderTold } from "../render/told.ts";

export interface LinePromptsOptions {
  readonly input: Pick<ReadStream, "on" | "off" | "resume" | "pause">;
  readonly write: (text: string) => void;
  readonly look: () => Look;
  readonly signal: AbortSignal;
}

/** A lab brings its number along. */
function numbered(name: string, number: number): string {
  return `  ${name.startsWith(`${number}  `) ? name : `${number}  ${name}`}`;
}

export function createLinePrompts({ input, write, look, signal }: LinePromptsOptions): Prompts {
  const line = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const settle = (deed: () => void): void => {
        input.off("data", onData);
        input.off("end", onEnd);
        signal.removeEventListener("abort", onAbort);
        input.pause();
        deed();
      };
      const onData = (data: Buffer): void => settle(() => resolve(data.toString("utf8").split(/\r?\n/)[0]?.trim() ?? ""));
      const onEnd = (): void => settle(() => resolve(""));
      const onAbort = (): void => settle(() => reject(signal.reason));
      input.on("data", onData);
      input.on("end", onEnd);
      signal.addEventListener("abort", onAbort, { once: true });
      input.resume();
    });
  return {
    async choose({ message, choices, preset }) {
      write(`\n${renderTold(message, look())}\n${choices.map(({ name }, at) => numbered(name, at + 1)).join("\n")}\n`);
      const first = Math.max(
        0,
        choices.findIndex(({ value }) => value === preset),
      );
      for (;;) {
        write(`${screens.typeNumber({ preset: first + 1, of: choices.length })[look().language]} `);
        const typed = await line();
        const chosen = choices[typed === "" ? first : Number(typed) - 1];
        if (chosen !== undefined) return chosen.value;
      }
    },
    async ask({ message }) {
      write(`${renderTold(message, look())} `);
      return line();
    },
    async confirm({ message, preset }) {
      write(`${renderTold(`${message} (${preset ? "Y/n" : "y/N"})`, look())} `);
      const typed = await line();
      return typed === "" ? preset : /^(y|예|네)/i.test(typed);
    },
  };
}
