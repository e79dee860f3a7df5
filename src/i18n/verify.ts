/** What `svclab verify` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

type Counts = { readonly answers: number; readonly faults: number; readonly seconds: string };

export const verifyTexts = {
  columnLab: { ko: "실습", en: "lab" },
  columnRight: { ko: "맞는 답", en: "right answers" },
  columnWrong: { ko: "틀린 답", en: "wrong answers" },
  columnEmpty: { ko: "빈 클러스터", en: "empty cluster" },
  held: ({ answers, seconds }: Counts): LocalizedText => ({
    ko: `답 ${answers}개 모두 맞게 채점됨 (${seconds}초)`,
    en: `all ${answers} answers are marked as they deserve (${seconds} s)`,
  }),
  broken: ({ answers, faults, seconds }: Counts): LocalizedText => ({
    ko: `답 ${answers}개 중 ${faults}개가 잘못 채점됨 (${seconds}초)`,
    en: `${faults} of ${answers} answers are not marked as they deserve (${seconds} s)`,
  }),
  notEmpty: ({ command, said }: { readonly command: string; readonly said: string }): LocalizedText => ({
    ko: `시험용 클러스터를 비우지 못함: ${command}\n${said}\n다시 실행하세요. 여러분의 클러스터는 건드리지 않았습니다.`,
    en: `The cluster of the exam could not be emptied: ${command}\n${said}\nRun this again. Your own clusters were not touched.`,
  }),
} as const satisfies Phrases;
