/** What `svclab report` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

interface Made {
  readonly at: string;
  readonly cluster: { readonly kind: string; readonly name: string; readonly namespace: string } | undefined;
  readonly live: boolean;
}

export const transcriptTexts = {
  title: { ko: "쿠버네티스 서비스 실습 성적", en: "Kubernetes Services, hands on: report" },
  total: ({ earned, possible, percent }: { earned: number; possible: number; percent: number }): LocalizedText => ({
    ko: `${possible}점 중 ${earned}점 (${percent}%)`,
    en: `${earned} of ${possible} marks (${percent}%)`,
  }),
  made: ({ at, cluster, live }: Made): LocalizedText => {
    const day = `${at.slice(0, 16).replace("T", " ")} UTC`;
    const place = cluster === undefined ? "" : ` · ${cluster.kind === cluster.name ? cluster.name : `${cluster.kind} ${cluster.name}`} · ${cluster.namespace}`;
    return {
      ko: `${day}${place}${live ? " · 지금 클러스터에서 다시 확인함" : " · 저장된 진도"}`,
      en: `${day}${place}${live ? " · looked at again on the cluster just now" : " · from the saved progress"}`,
    };
  },
  lab: { ko: "실습", en: "Lab" },
  marks: { ko: "점수", en: "Marks" },
  state: { ko: "상태", en: "State" },
  done: { ko: "마침", en: "done" },
  begun: { ko: "하는 중", en: "under way" },
  "not-begun": { ko: "시작 전", en: "not begun" },
  passed: { ko: "통과", en: "passed" },
  open: { ko: "아직", en: "not yet passed" },
  broken: { ko: "통과했지만 지금은 깨짐", en: "was passed and no longer holds" },
  hints: (count: number): LocalizedText => ({ ko: `힌트 ${count}번`, en: count === 1 ? "1 hint" : `${count} hints` }),
  solutionSeen: { ko: "모범 답안 봄", en: "solution seen" },
  language: { ko: "언어", en: "Language" },
  written: (path: string): LocalizedText => ({ ko: `성적표를 썼습니다: ${path}`, en: `The report is in ${path}` }),
  notWritable: ({ path, reason }: { path: string; reason: string }): LocalizedText => ({
    ko: `성적표를 쓰지 못함: ${path} (${reason})\n쓸 수 있는 곳을 --output 으로 알려 주세요. 진도는 그대로입니다.`,
    en: `The report could not be written: ${path} (${reason})\nName a place that can be written with --output. Your progress is as it was.`,
  }),
} as const satisfies Phrases;
