/** What `svclab verify` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

type Counts = { readonly answers: number; readonly faults: number; readonly seconds: string };

export const verifyTexts = {
  columnLab: { ko: "실습", en: "lab" },
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

/** Heads of the table's columns. */
export const verifyColumns = {
  right: { ko: "정답", en: "right" },
  rejected: { ko: "오답", en: "wrong" },
  cause: { ko: "원인", en: "cause" },
  fix: { ko: "고침", en: "fix" },
  mutants: { ko: "변종", en: "mutants" },
  empty: { ko: "빈 것", en: "zero" },
} as const satisfies Phrases;
