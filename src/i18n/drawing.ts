/** The words in a drawing. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const drawingTexts = {
  notThere: { ko: "(아직 없음)", en: "(not there yet)" },
  noPod: { ko: "(Pod 없음)", en: "(no pod)" },
  notReady: { ko: "(준비 안 됨)", en: "(not ready)" },
  tooWide: (columns: number): LocalizedText => ({ ko: `(그림: 창이 ${columns}칸 이상이면 보입니다)`, en: `(a drawing, for windows of ${columns} columns)` }),
} as const satisfies Phrases;
