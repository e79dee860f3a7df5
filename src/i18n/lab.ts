/** What `svclab lab` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const labTexts = {
  next: (name: string): LocalizedText => ({
    ko: `다음 할 일: 파일마다 TODO를 채우고, solutions/ 아래 right/와 wrong/에 다른 정답과 오답을 더합니다. 남은 일은 svclab lab lint ${name}, 시험은 svclab verify ${name} --mutants로 봅니다.`,
    en: `Next: write what stands at each TODO, and add other right and wrong answers in right/ and wrong/ under solutions/. svclab lab lint ${name} says what is left; svclab verify ${name} --mutants examines it.`,
  }),
  mutants: (count: number): LocalizedText => ({ ko: `변종 ${count}개`, en: `${count} mutants` }),
} as const satisfies Phrases;
