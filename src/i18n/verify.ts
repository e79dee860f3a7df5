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
  siteNotEmpty: ({ command, said }: { readonly command: string; readonly said: string }): LocalizedText => ({
    ko: `시험이 만든 것을 치우지 못함: ${command}\n${said}\n시험용 네임스페이스 밖의 것은 건드리지 않았습니다.`,
    en: `What the exam had made could not be removed: ${command}\n${said}\nNothing outside the exam's namespace was touched.`,
  }),
  siteUnread: ({ kind, said }: { readonly kind: string; readonly said: string }): LocalizedText => ({
    ko: `클러스터 전체의 목록을 읽을 수 없음: ${kind}\n${said}\n무엇이 이미 있는지 모르고는 시험을 볼 수 없습니다. 바뀐 것은 없습니다.`,
    en: `The cluster's list of all ${kind} objects can't be read.\n${said}\nWithout knowing what stands there already nothing can be examined. Nothing was changed.`,
  }),
  namespaceTaken: (namespace: string): LocalizedText => ({
    ko: `이미 있는 네임스페이스: ${namespace}. 시험은 자기 네임스페이스를 만들고 끝나면 지웁니다. 다른 이름을 주세요: --namespace 이름. 바뀐 것은 없습니다.`,
    en: `The namespace ${namespace} is there already. The exam makes one of its own and removes it afterwards: give it another name with --namespace NAME. Nothing was changed.`,
  }),
  portsTaken: (holders: readonly string[]): LocalizedText => ({
    ko: `실습의 노드 포트를 다른 Service가 쓰고 있습니다: ${holders.join(", ")}. 그 Service를 지우거나 다른 클러스터에서 실행하세요. 바뀐 것은 없습니다.`,
    en: `Node ports of the labs are held by other Services: ${holders.join(", ")}. Remove those, or run this on another cluster. Nothing was changed.`,
  }),
  leftOut: ({ lab, count, why }: { readonly lab: string; readonly count: number; readonly why: string }): LocalizedText => ({
    ko: `뺀 답: ${lab} ${count}개. ${why}`,
    en: `left out of ${lab}: ${count}. ${why}`,
  }),
  leftOutHostile: {
    ko: "ghrc.io에서 이미지를 받게 됩니다. 자격 증명을 노리는 곳이라 실제 클러스터에서는 실행하지 않습니다.",
    en: "It would pull from ghrc.io, which fishes for credentials: never on a real cluster.",
  },
  leftOutBalancer: {
    ko: "minikube가 아니므로 MetalLB 애드온을 켤 수 없습니다.",
    en: "This is no minikube, so the MetalLB addon can't be switched on.",
  },
  leftOutMetallb: {
    ko: "이 클러스터는 이미 MetalLB를 쓰고 있습니다. 시험하려면 먼저: minikube addons disable metallb",
    en: "MetalLB is in use on this cluster. To have it examined, first: minikube addons disable metallb",
  },
  leftOutElsewhere: {
    ko: "시험은 자기 네임스페이스에서 보므로, 다른 네임스페이스에 만든 것은 남의 것으로 봅니다.",
    en: "The exam has a namespace of its own, beside which others are somebody else's.",
  },
  leftOutNames: {
    ko: "다른 네임스페이스에 같은 이름의 객체가 있어 원인이 그쪽으로 보일 수 있습니다.",
    en: "Another namespace holds objects of the same names, which would be taken for the cause.",
  },
  unprovedHere: ({ marks }: { readonly marks: number }): LocalizedText => ({
    ko: `이 컴퓨터에서는 증명할 수 없는 점수 ${marks}점`,
    en: `${marks} marks can't be proved from this computer`,
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
