/** Why something could not be judged, and what would help. */
import type { LocalizedText, Trouble } from "../../grader/model.ts";

export const troubleTexts: Readonly<Record<Trouble["code"], LocalizedText>> = {
  unreachable: {
    ko: "클러스터에 닿지 않습니다. 켜져 있는지 보세요: svclab cluster status",
    en: "The cluster can't be reached. See whether it is up: svclab cluster status",
  },
  timeout: { ko: "클러스터가 제때 대답하지 않았습니다. 잠시 뒤 다시 채점하세요.", en: "The cluster did not answer in time. Check again in a moment." },
  unauthorized: {
    ko: "클러스터가 이 자격 증명을 받지 않습니다. 다시 로그인한 뒤 채점하세요.",
    en: "The cluster does not accept these credentials. Log in again, then check.",
  },
  forbidden: {
    ko: "읽을 권한이 없습니다. 클러스터 관리자에게 읽기 권한을 부탁하세요.",
    en: "Reading is not allowed here. Ask whoever runs the cluster for the right to read.",
  },
  throttled: {
    ko: "클러스터가 요청이 너무 많다고 합니다. 잠시 뒤 다시 채점하세요.",
    en: "The cluster says there are too many requests. Check again in a moment.",
  },
  "server-error": {
    ko: "클러스터의 API 서버가 오류로 대답했습니다. 잠시 뒤 다시 채점하세요.",
    en: "The cluster's API server answered with an error. Check again in a moment.",
  },
  "cut-short": { ko: "대답이 도중에 끊겼습니다. 다시 채점하세요.", en: "The answer was cut short. Check again." },
  "no-route": {
    ko: "이 컴퓨터에서 노드의 주소로 가는 길이 없습니다 (Docker Desktop에서 흔합니다).",
    en: "This computer has no route to the node's address (usual with Docker Desktop).",
  },
  "dns-down": {
    ko: "클러스터의 DNS가 대답하지 않습니다: kubectl -n kube-system get pods",
    en: "The cluster's DNS does not answer: kubectl -n kube-system get pods",
  },
  "exec-refused": { ko: "클러스터가 Pod 안에서 명령을 실행하게 두지 않습니다.", en: "The cluster does not let commands run inside pods." },
  "kubectl-missing": { ko: "kubectl이 없습니다: svclab doctor", en: "kubectl is missing: svclab doctor" },
  "kubectl-too-old": { ko: "kubectl이 너무 오래되었습니다: svclab doctor", en: "kubectl is too old: svclab doctor" },
  "pull-failed": {
    ko: "클러스터가 이미지를 내려받지 못했습니다 (네트워크나 레지스트리의 사정). 잠시 뒤 다시 채점하세요.",
    en: "The cluster could not pull an image (the network, or the registry). Check again in a moment.",
  },
  "wrong-context": { ko: "kubeconfig의 컨텍스트가 없거나 다른 클러스터를 가리킵니다.", en: "The kubeconfig context is missing, or points at another cluster." },
  "namespace-gone": { ko: "실습이 쓰는 네임스페이스가 없어졌습니다.", en: "The namespace that the lab lives in is gone." },
  "not-supported": { ko: "이 클러스터에서는 할 수 없는 확인입니다.", en: "This can't be checked on this cluster." },
  cancelled: { ko: "채점을 도중에 멈췄습니다.", en: "The marking was cancelled." },
};
