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
  noBalancer: ({ cluster, marks }: { cluster: string; marks: number }): LocalizedText => ({
    ko: `LoadBalancer Service에 주소를 나누어 주는 것이 보이지 않는 클러스터: ${cluster}. 주소가 필요한 ${marks}점은 여기서 채점되지 않습니다. 틀린 것으로 치지는 않습니다.`,
    en: `Nothing is seen on ${cluster} that hands out addresses to LoadBalancer Services. The ${marks} marks that need one can't be earned there; they are not held against you.`,
  }),
  nodeCut: ({ cluster, marks }: { cluster: string; marks: number }): LocalizedText => ({
    ko: `이 컴퓨터에서 노드의 주소에 닿지 않는 클러스터: ${cluster}. 노드 포트로 얻는 ${marks}점은 여기서 채점되지 않을 수 있습니다. 틀린 것으로 치지는 않습니다.`,
    en: `The nodes of ${cluster} can't be reached from this computer. The ${marks} marks for node ports may not be earned there; they are not held against you.`,
  }),
  allOnPractice: (lab: string): LocalizedText => ({
    ko: `모두 해 보려면: svclab start ${lab} --cluster practice`,
    en: `To do all of it: svclab start ${lab} --cluster practice`,
  }),
  hereAllTheSame: { ko: "그래도 여기서 시작할까요?", en: "Start here all the same?" },
} as const satisfies Phrases;
