/** What is said when a command line can't be understood. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const misuse = {
  unknownCommand: (word: string): LocalizedText => ({ ko: `그런 명령이 없음: ${word}`, en: `There is no command ${word}.` }),
  unknownOption: (word: string): LocalizedText => ({ ko: `그런 옵션이 없음: ${word}`, en: `There is no option ${word}.` }),
  unknownLab: (word: string): LocalizedText => ({ ko: `그런 실습이 없음: ${word}`, en: `There is no lab ${word}.` }),
  unknownStep: ({ lab, step }: { lab: string; step: string }): LocalizedText => ({
    ko: `실습 ${lab}에 그런 단계가 없음: ${step}`,
    en: `Lab ${lab} has no step ${step}.`,
  }),
  unknownShell: (word: string): LocalizedText => ({
    ko: `그런 셸은 모름: ${word} (가능한 값: bash, zsh, fish)`,
    en: `There is no completion for ${word}, only for bash, zsh and fish.`,
  }),
  missingArgument: (name: string): LocalizedText => ({ ko: `인자가 빠졌음: ${name}`, en: `An argument is missing: ${name}.` }),
  excessArguments: { ko: "인자가 너무 많습니다.", en: "There are more arguments than this command takes." },
  missingValue: (option: string): LocalizedText => ({ ko: `옵션에 값이 없음: ${option}`, en: `The option ${option} needs a value.` }),
  badValue: ({ option, allowed }: { option: string; allowed: string }): LocalizedText => ({
    ko: `옵션의 값이 맞지 않음: ${option} (가능한 값: ${allowed})`,
    en: `The value of ${option} is not one of: ${allowed}.`,
  }),
  badTime: (option: string): LocalizedText => ({
    ko: `옵션의 값이 시간이 아님: ${option} (예: 30s, 2m, 500ms)`,
    en: `The value of ${option} is no time, such as 30s, 2m or 500ms.`,
  }),
  didYouMean: (word: string): LocalizedText => ({ ko: `혹시 이것인가요? ${word}`, en: `Did you mean ${word}?` }),
  labsAre: (names: string): LocalizedText => ({ ko: `있는 실습: ${names}`, en: `The labs are: ${names}` }),
  stepsAre: (names: string): LocalizedText => ({ ko: `있는 단계: ${names}`, en: `Its steps are: ${names}` }),
  seeHelp: (command: string): LocalizedText => ({ ko: `사용법: ${command} --help`, en: `How to use it: ${command} --help` }),
} as const satisfies Phrases;
