/** The whole terminal while a lab is walked: keys in, pages out. It is left as it was found. */
import type { ReadStream, WriteStream } from "node:tty";
import type { OpenScreen, ScreenPort } from "../commands/ports.ts";
import type { Look } from "../render/look.ts";
import { isWhole, layOutPage, type Page, type Window } from "../render/page.ts";
import { renderScreenful } from "../render/screenful.ts";
import { createKeyReader } from "./keys.ts";
import type { Suspension } from "./suspension.ts";

export interface ScreenOptions {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly look: () => Look;
  /** Ctrl-C was pressed; in raw mode the terminal itself sends no signal. */
  readonly onInterrupt: () => void;
  readonly suspension: Pick<Suspension, "suspend">;
}

/** With the mode in which a terminal says what was pasted. */
const alternate = { enter: "\u001b[?1049h\u001b[?2004h\u001b[?25l", leave: "\u001b[?25h\u001b[?2004l\u001b[?1049l" };

export function createScreen({ input, output, look, onInterrupt, suspension }: ScreenOptions): ScreenPort {
  const window = (): Window => ({ columns: output.columns ?? 80, rows: output.rows ?? 24 });
  return {
    fits: (page) => isWhole(layOutPage(page, window()), window()),
    open({ onKey, onResize }) {
      const state: { page?: Page; top: number; anchor: string } = { top: 0, anchor: "" };
      const paint = (): void => {
        if (state.page === undefined) return;
        const { lines, top } = renderScreenful(state.page, window(), state.top, look());
        state.top = top;
        output.write(drawn(lines));
      };
      const scroll = (key: string): boolean => {
        if (state.page === undefined) return false;
        const { above, below, top, room } = renderScreenful(state.page, window(), state.top, look());
        const by = { up: -1, down: 1, "page-up": 2 - room, "page-down": room - 2, space: room - 2 }[key];
        if (by === undefined || (above === 0 && below === 0)) return false;
        state.top = Math.max(0, top + by);
        paint();
        return true;
      };
      const typed = createKeyReader();
      const onData = (data: Buffer): void => {
        for (const key of typed(data.toString("utf8"))) {
          if (key === "ctrl-c") onInterrupt();
          else if (key === "ctrl-z") void screen.aside("apart", suspension.suspend);
          else if (!scroll(key)) onKey(key);
        }
      };
      const resized = (): void => {
        onResize();
        paint();
      };
      const listen = (): void => {
        input.setRawMode(true);
        input.resume();
        input.on("data", onData);
        output.on("resize", resized);
      };
      const deafen = (): void => {
        input.off("data", onData);
        output.off("resize", resized);
        input.setRawMode(false);
        input.pause();
      };
      const screen: OpenScreen = {
        show(page) {
          const anchor = `${page.name}/${page.focus ?? ""}`;
          const known = state.page;
          state.page = page;
          if (anchor !== state.anchor) {
            const { focusAt } = layOutPage(page, window());
            state.top = page.focus === undefined ? 0 : Math.max(0, focusAt - 1);
            state.anchor = anchor;
          }
          if (!isSame(known, page)) paint();
        },
        bell: () => void output.write("\u0007"),
        async aside(where, work) {
          deafen();
          output.write(where === "apart" ? alternate.leave : "\u001b[?25h\u001b[?2004l\n");
          try {
            return await work();
          } finally {
            output.write(where === "apart" ? alternate.enter : "\u001b[?2004h\u001b[?25l");
            listen();
            onResize();
            paint();
          }
        },
        close() {
          deafen();
          output.write(alternate.leave);
        },
      };
      output.write(alternate.enter);
      listen();
      return screen;
    },
  };
}

function isSame(a: Page | undefined, b: Page): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Line over line, each cleared behind its end, so that nothing flickers. */
function drawn(lines: readonly string[]): string {
  return `\u001b[H${lines.map((line) => `${line}\u001b[K`).join("\r\n")}\u001b[J`;
}
