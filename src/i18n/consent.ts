/** What is asked before somebody else's cluster is changed. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

type Where = { readonly cluster: string; readonly namespace: string };

export const consentTexts = {
  ask: ({ cluster, namespace }: Where): LocalizedText => ({
    ko: `이 클러스터에 실습용 객체를 만들어도 될까요? ${cluster} (네임스페이스 ${namespace})`,
    en: `May the lab make objects on the cluster ${cluster}, in namespace ${namespace}?`,
  }),
  needsYes: ({ cluster, namespace }: Where): LocalizedText => ({
    ko: `연습용도 minikube도 아닌 클러스터: ${cluster} (네임스페이스 ${namespace}). 바꿔도 되면 --yes 를 붙이세요. 아무것도 바꾸지 않았습니다.`,
    en: `The cluster ${cluster} (namespace ${namespace}) is neither the practice cluster nor minikube's. If it may be changed, add --yes. Nothing was changed.`,
  }),
  notWanted: ({ cluster }: Where): LocalizedText => ({
    ko: `아무것도 바꾸지 않았습니다: ${cluster}. 다른 클러스터를 쓰려면: --cluster practice`,
    en: `Nothing was changed on ${cluster}. To use another cluster: --cluster practice`,
  }),
} as const satisfies Phrases;
