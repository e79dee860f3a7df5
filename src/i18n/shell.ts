/** What is said around the lab shell. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const shellTexts = {
  opened: ({ folder }: { folder: string }): LocalizedText => ({
    ko: `클러스터에 연결된 셸입니다: ${folder}\n\n- \`check\` 지금 채점\n- \`hint\` 힌트\n- \`answer\` 질문에 답하기\n- \`next\` 통과했으면 다음 단계로\n- \`exit\` 돌아가기`,
    en: `A shell wired to the cluster, in ${folder}\n\n- \`check\` marks the step now\n- \`hint\` gives a hint\n- \`answer\` answers its questions\n- \`next\` goes on once the step is passed\n- \`exit\` brings you back`,
  }),
  noTerminal: {
    ko: '셸을 열 터미널이 없습니다. 지금 셸을 연결하려면: eval "$(svclab cluster env)"',
    en: 'There is no terminal to open a shell in. To wire this one: eval "$(svclab cluster env)"',
  },
} as const satisfies Phrases;
