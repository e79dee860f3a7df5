/** What `svclab reset` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const resetTexts = {
  ask: (objects: string): LocalizedText => ({
    ko: `클러스터에서 지우고 진도도 지울까요? ${objects}`,
    en: `Remove these from the cluster, and the progress too? ${objects}`,
  }),
  needsYes: (objects: string): LocalizedText => ({
    ko: `클러스터에서 지울 것: ${objects}. 터미널 밖에서는 --yes 를 붙여야 합니다. 아무것도 지우지 않았습니다.`,
    en: `This removes from the cluster: ${objects}. Outside a terminal it needs --yes. Nothing was removed.`,
  }),
  notWanted: { ko: "아무것도 지우지 않았습니다.", en: "Nothing was removed." },
  failed: ({ object, said }: { readonly object: string; readonly said: string }): LocalizedText => ({
    ko: `지우지 못함: ${object}\n${said}\n진도는 그대로입니다. 클러스터를 살펴본 뒤 다시 실행하세요: svclab cluster status`,
    en: `Could not be removed: ${object}\n${said}\nThe progress is as it was. Look at the cluster, then run this again: svclab cluster status`,
  }),
  stepDone: (step: string): LocalizedText => ({
    ko: `진도를 지웠습니다: ${step}. 클러스터는 그대로입니다.`,
    en: `The progress of ${step} is gone; the cluster is as it was.`,
  }),
  labDone: ({ lab, folder }: { readonly lab: string; readonly folder: string }): LocalizedText => ({
    ko: `실습 ${lab}: 클러스터에서 지웠고 진도도 지웠습니다. 파일은 남아 있습니다: ${folder}`,
    en: `Lab ${lab} is removed from the cluster, and so is its progress. Your files are still in ${folder}`,
  }),
} as const satisfies Phrases;
