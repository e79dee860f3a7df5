/** The short words that stand beside a sign on a screen. */
import type { Phrases } from "./phrase.ts";

export const words = {
  done: { ko: "완료", en: "done" },
  toMend: { ko: "고칠 것", en: "to mend" },
  waiting: { ko: "기다림", en: "waiting" },
  later: { ko: "나중", en: "later" },
  held: { ko: "보류", en: "held" },
  unknown: { ko: "알 수 없음", en: "unknown" },
  broken: { ko: "다시 깨짐", en: "broken" },
  question: { ko: "질문", en: "question" },
  ok: { ko: "정상", en: "ok" },
  wrong: { ko: "틀림", en: "wrong" },
  yourTurn: { ko: "할 일", en: "Your turn" },
  file: { ko: "파일", en: "file" },
  type: { ko: "명령", en: "type" },
  seen: { ko: "지금", en: "seen" },
  wanted: { ko: "필요", en: "wanted" },
  yourAnswer: { ko: "적은 답", en: "your answer" },
  nearest: { ko: "가까운 것", en: "nearest" },
  mendIt: { ko: "고치기", en: "Mend it" },
  fix: { ko: "고치기", en: "fix" },
  hint: { ko: "힌트", en: "Hint" },
  whyItWorked: { ko: "왜 되었나", en: "Why it worked" },
  remember: { ko: "기억할 것", en: "To remember" },
  solution: { ko: "모범 답안", en: "Solution" },
  absent: { ko: "없음", en: "none" },
} as const satisfies Phrases;
