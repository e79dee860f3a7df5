/** What is said around the lab shell. */
import type { Phrases } from "./phrase.ts";

export const shellTexts = {
  noTerminal: {
    ko: '셸을 열 터미널이 없습니다. 지금 셸을 연결하려면: eval "$(svclab cluster env)"',
    en: 'There is no terminal to open a shell in. To wire this one: eval "$(svclab cluster env)"',
  },
} as const satisfies Phrases;
