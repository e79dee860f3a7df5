/** The words in a drawing. */
import type { Phrases } from "./phrase.ts";

export const drawingTexts = {
  notThere: { ko: "(아직 없음)", en: "(not there yet)" },
  noPod: { ko: "(Pod 없음)", en: "(no pod)" },
  notReady: { ko: "(준비 안 됨)", en: "(not ready)" },
} as const satisfies Phrases;
