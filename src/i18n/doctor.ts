/** What `svclab doctor` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const doctorTexts = {
  node: { ko: "Node.js", en: "Node.js" },
  nodeOld: (version: string): LocalizedText => ({
    ko: `${version}: 20.19 이상이 필요합니다 (https://nodejs.org)`,
    en: `${version}: 20.19 or later is needed (https://nodejs.org)`,
  }),
  labs: { ko: "실습", en: "labs" },
  home: { ko: "저장 폴더", en: "state folder" },
  kubectl: { ko: "kubectl", en: "kubectl" },
  cluster: { ko: "클러스터", en: "cluster" },
  practiceDown: { ko: "연습용 클러스터가 꺼져 있음 (필요할 때 저절로 켜집니다)", en: "the practice cluster is down (it comes up when it is needed)" },
} as const satisfies Phrases;
