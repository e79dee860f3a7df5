/** What is said of a minikube that can't be used as it stands. */
import type { LocalizedText } from "../../../grader/model.ts";

export const minikubeAdvice = {
  noMinikube: {
    ko: "minikube가 설치되어 있지 않습니다. 설치하려면: https://minikube.sigs.k8s.io/docs/start/\n설치 없이 하려면: svclab --cluster practice",
    en: "minikube is not installed. To get it: https://minikube.sigs.k8s.io/docs/start/\nTo do without: svclab --cluster practice",
  },
  absent: (profile: string): LocalizedText => ({
    ko: `minikube 프로파일이 없습니다: ${profile}. 만들려면: minikube start -p ${profile}`,
    en: `There is no minikube profile ${profile}. To make it: minikube start -p ${profile}`,
  }),
  stopped: (profile: string): LocalizedText => ({
    ko: `minikube가 꺼져 있습니다: ${profile}. 켜려면: minikube start -p ${profile}`,
    en: `The minikube profile ${profile} is stopped. To start it: minikube start -p ${profile}`,
  }),
  paused: (profile: string): LocalizedText => ({
    ko: `minikube가 일시 정지 상태입니다: ${profile}. 계속하려면: minikube unpause -p ${profile}`,
    en: `The minikube profile ${profile} is paused. To go on: minikube unpause -p ${profile}`,
  }),
  dockerDown: (profile: string): LocalizedText => ({
    ko: `minikube가 docker 드라이버를 쓰는데 Docker가 응답하지 않습니다: ${profile}. Docker(또는 Docker Desktop)를 켠 다음: minikube start -p ${profile}`,
    en: `The minikube profile ${profile} runs in Docker, and Docker does not answer. Start Docker (or Docker Desktop), then: minikube start -p ${profile}`,
  }),
  contextStale: (profile: string): LocalizedText => ({
    ko: `minikube는 실행 중인데 API 서버에 닿지 않습니다: ${profile}. 주소를 다시 쓰려면: minikube update-context -p ${profile}`,
    en: `The minikube profile ${profile} runs, but its API server can't be reached. To write its address anew: minikube update-context -p ${profile}`,
  }),
  unknown: ({ profile, said }: { readonly profile: string; readonly said: string }): LocalizedText => ({
    ko: `minikube 상태를 알 수 없습니다: ${profile}. 확인하려면: minikube status -p ${profile}\n받은 대답: ${said}`,
    en: `It can't be told how the minikube profile ${profile} stands. To look: minikube status -p ${profile}\nWhat was said: ${said}`,
  }),
} as const;
