/** What `svclab cluster` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

type Running = { readonly version: string; readonly nodeAddress: string };

export const clusterTexts = {
  isUp: ({ version, nodeAddress }: Running): LocalizedText => ({
    ko: `연습용 클러스터를 켰습니다: Kubernetes ${version}, 노드 ${nodeAddress}`,
    en: `The practice cluster is up: Kubernetes ${version}, node ${nodeAddress}`,
  }),
  wasUp: ({ version, nodeAddress }: Running): LocalizedText => ({
    ko: `연습용 클러스터는 이미 켜져 있습니다: Kubernetes ${version}, 노드 ${nodeAddress}`,
    en: `The practice cluster is up already: Kubernetes ${version}, node ${nodeAddress}`,
  }),
  isDown: { ko: "연습용 클러스터를 껐습니다. 만든 것은 남아 있습니다.", en: "The practice cluster is down. What was made on it is kept." },
  wasDown: { ko: "연습용 클러스터는 이미 꺼져 있었습니다.", en: "The practice cluster was down already." },
  wasReset: {
    ko: "연습용 클러스터를 비웠습니다. 다시 켜려면: svclab cluster up",
    en: "The practice cluster is empty again. To bring it up: svclab cluster up",
  },
  resetAsk: { ko: "연습용 클러스터의 모든 것을 지울까요?", en: "Remove everything on the practice cluster?" },
  resetNeedsYes: {
    ko: "연습용 클러스터의 모든 것을 지우는 명령입니다. 터미널 밖에서는 --yes 를 붙여야 합니다. 아무것도 지우지 않았습니다.",
    en: "This removes everything on the practice cluster. Outside a terminal it needs --yes. Nothing was removed.",
  },
  notPractice: (name: string): LocalizedText => ({
    ko: `svclab이 켜고 끄는 것은 연습용 클러스터뿐입니다. 지금 클러스터: ${name}. 아무것도 바꾸지 않았습니다.\n연습용 클러스터를 뜻했다면: --cluster practice`,
    en: `svclab stops and empties only its practice cluster, and the cluster here is ${name}. Nothing was changed.\nIf you meant the practice cluster: --cluster practice`,
  }),
  which: ({ kind, name, reason }: { readonly kind: string; readonly name: string; readonly reason: string }): LocalizedText => ({
    ko: `클러스터: ${kind === name ? name : `${kind} ${name}`} (${reason})`,
    en: `Cluster: ${kind === name ? name : `${kind} ${name}`} (${reason})`,
  }),
  runs: ({
    cluster,
    version,
    nodeAddress,
  }: {
    readonly cluster: string;
    readonly version: string;
    readonly nodeAddress: string | undefined;
  }): LocalizedText => ({
    ko: `켜져 있음: ${cluster}, Kubernetes ${version}${nodeAddress === undefined ? "" : `, 노드 ${nodeAddress}`}`,
    en: `Running: ${cluster}, Kubernetes ${version}${nodeAddress === undefined ? "" : `, node ${nodeAddress}`}`,
  }),
  askStart: (command: string): LocalizedText => ({ ko: `지금 실행할까요? ${command}`, en: `Run it now? ${command}` }),
  starting: (command: string): LocalizedText => ({
    ko: `실행 중입니다. 몇 분 걸릴 수 있습니다: ${command}`,
    en: `Running ${command}; it may take some minutes.`,
  }),
  notStarted: ({ command, said }: { readonly command: string; readonly said: string }): LocalizedText => ({
    ko: `실패: ${command}\n${said}\n직접 실행해 보거나, 설치 없이 하려면: svclab --cluster practice`,
    en: `This failed: ${command}\n${said}\nRun it yourself to see more; or do without: svclab --cluster practice`,
  }),
  "asked-for": { ko: "직접 고름", en: "asked for" },
  "used-last": { ko: "지난번에 씀", en: "used last" },
  "minikube-runs": { ko: "실행 중인 minikube", en: "a minikube is running" },
  "nothing-else": { ko: "실행 중인 minikube 없음", en: "no minikube is running" },
} as const satisfies Phrases;
