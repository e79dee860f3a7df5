/** A page as the rows of a window, with a word on what is above and below them. */
import type { LocalizedText } from "../../grader/model.ts";
import { screens } from "../i18n/screens.ts";
import type { Look } from "./look.ts";
import { layOutPage, type Page, type Window } from "./page.ts";
import { seenThrough } from "./scroll.ts";

export interface Screenful {
  readonly lines: readonly string[];
  /** Where the body was cut; both 0: all of it is seen. */
  readonly above: number;
  readonly below: number;
  /** `top`, held within the body. */
  readonly top: number;
  /** Rows of the body that are seen. */
  readonly room: number;
}

/** `top`: the first line of the body that is seen. */
export function renderScreenful(page: Page, window: Window, top: number, look: Look): Screenful {
  const { head, body, foot, room } = layOutPage(page, window);
  const { lines, above, below, top: held } = seenThrough(body, { top, room, columns: window.columns });
  const say = (text: LocalizedText): string => look.paint("faint", `  ${text[look.language]}`);
  return {
    lines: [
      ...head,
      ...(head.length > 0 ? [""] : []),
      ...(above > 0 ? [say(screens.moreAbove({ lines: above, sign: look.signs.up }))] : []),
      ...lines,
      ...(below > 0 ? [say(screens.moreBelow({ lines: below, sign: look.signs.down }))] : []),
      ...(foot.length > 0 ? ["", ...foot] : []),
    ],
    above,
    below,
    top: held,
    room,
  };
}
