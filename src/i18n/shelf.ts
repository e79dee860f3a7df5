/** What is said when the package's own labs can't be read. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

interface Placed {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: LocalizedText;
}

export const shelfTexts = {
  broken: (mistakes: readonly Placed[]): LocalizedText => ({
    ko: `실습 파일에 잘못이 있음:\n${lines(mistakes, "ko")}\n고친 뒤 다시 실행하세요. 바뀐 것은 없습니다.`,
    en: `There are mistakes in the lab files:\n${lines(mistakes, "en")}\nMend them and run this again. Nothing was changed.`,
  }),
} as const satisfies Phrases;

function lines(mistakes: readonly Placed[], language: keyof LocalizedText): string {
  return mistakes.map(({ file, line, column, text }) => `  ${file}:${line}:${column}  ${text[language]}`).join("\n");
}
