/** What `svclab answer` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const answerTexts = {
  noQuestion: (place: string): LocalizedText => ({ ko: `질문이 없는 곳입니다: ${place}`, en: `Nothing is asked in ${place}.` }),
  noTerminal: (command: string): LocalizedText => ({
    ko: `물어볼 터미널이 없습니다. 답을 명령에 적으세요: ${command}`,
    en: `There is no terminal to ask at. Write the answer into the command: ${command}`,
  }),
  unknownQuestion: ({ place, given, ids }: { readonly place: string; readonly given: string; readonly ids: string }): LocalizedText => ({
    ko: `${place}에 그런 질문이 없음: ${given}\n답을 적는 꼴: ${ids}`,
    en: `There is no such question in ${place}: ${given}\nAn answer is written like this: ${ids}`,
  }),
} as const satisfies Phrases;
