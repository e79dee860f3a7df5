/** The sentences of the screens. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const screens = {
  title: { ko: "svclab · 쿠버네티스 서비스 실습", en: "svclab · Kubernetes Services, hands on" },
  stepOf: ({ number, of }: { number: number; of: number }): LocalizedText => ({ ko: `${of}단계 중 ${number}단계`, en: `step ${number} of ${of}` }),
  points: ({ earned, possible }: { earned: number; possible: number }): LocalizedText => ({ ko: `${earned} / ${possible}점`, en: `${earned} / ${possible}` }),
  waitsFor: (titles: string): LocalizedText => ({ ko: `(먼저: ${titles})`, en: `(waits for: ${titles})` }),
  editLine: ({ path, line }: { path: string; line: number }): LocalizedText => ({ ko: `${path} ${line}행 수정`, en: `edit line ${line} of ${path}` }),
  editLineOr: ({ path, line }: { path: string; line: number }): LocalizedText => ({
    ko: `${path} ${line}행 수정, 또는:`,
    en: `edit line ${line} of ${path}, or:`,
  }),
  noFault: { ko: "여러분의 답이 틀린 것이 아닙니다. 채점할 수 없었을 뿐입니다.", en: "This is no mistake of yours; it could not be judged." },
  askedInstead: ({ from, address, answered }: { from: string; address: string; answered: number }): LocalizedText => ({
    ko: `대신 확인한 것: ${from} (${address}), 응답 ${answered}개.`,
    en: `Instead: ${from} (${address}), ${answered} answered.`,
  }),
  said: (detail: string): LocalizedText => ({ ko: `받은 대답: ${detail}`, en: `What was said: ${detail}` }),
  lookYourself: (command: string): LocalizedText => ({ ko: `확인하려면: ${command}`, en: `To see it yourself: ${command}` }),
  andMore: (count: number): LocalizedText => ({
    ko: `그 밖에 ${count}가지: 이것부터 고치고 다시 보세요.`,
    en: `and ${count} more: mend this first, then look again.`,
  }),
  allEarned: ({ lab, possible }: { lab: string; possible: number }): LocalizedText => ({
    ko: `${lab}: 만점 ${possible}점`,
    en: `${lab}: full marks, ${possible} of ${possible}`,
  }),
  summary: ({ lab, cluster, earned, possible }: { lab: string; cluster: string; earned: number; possible: number }): LocalizedText => ({
    ko: `${lab} · ${cluster}: ${possible}점 중 ${earned}점`,
    en: `${lab} on ${cluster}: ${earned} of ${possible}`,
  }),
  moreAbove: ({ lines, sign }: { lines: number; sign: string }): LocalizedText => ({ ko: `${sign} 위로 ${lines}줄 더`, en: `${sign} ${lines} more above` }),
  moreBelow: ({ lines, sign }: { lines: number; sign: string }): LocalizedText => ({
    ko: `${sign} 아래로 ${lines}줄 더 (스페이스)`,
    en: `${sign} ${lines} more below (space)`,
  }),
  watching: { ko: "클러스터를 지켜보는 중", en: "watching the cluster" },
  marking: { ko: "채점하는 중", en: "marking" },
  keyCheck: { ko: "c 지금 채점", en: "c check now" },
  keyHint: { ko: "h 힌트", en: "h hint" },
  keyShell: { ko: "o 셸", en: "o shell" },
  keySolution: { ko: "s 모범 답안", en: "s solution" },
  keyAnswer: { ko: "a 답하기", en: "a answer" },
  keyList: { ko: "l 목록", en: "l list" },
  keyNext: { ko: "Enter 다음 단계", en: "Enter next step" },
  keySkip: { ko: "n 건너뛰기", en: "n skip" },
  keyFinish: { ko: "Enter 마치기", en: "Enter finish" },
  keyRead: { ko: "r 설명 읽기", en: "r read the text" },
  keyBegin: { ko: "Enter 할 일로", en: "Enter your turn" },
  keyBack: { ko: "Enter 돌아가기", en: "Enter back" },
  keyEarlier: { ko: "b 그 단계로", en: "b go there" },
  keySplit: { ko: "t 옆에 셸 (tmux)", en: "t shell beside (tmux)" },
  keyLanguage: { ko: "g English", en: "g 한국어" },
  keyNextLab: { ko: "Enter 다음 실습", en: "Enter next lab" },
  keyQuit: { ko: "q 나가기", en: "q quit" },
  brokenEarlier: ({ number, title }: { number: number; title: string }): LocalizedText => ({
    ko: `통과했던 ${number}단계가 지금은 맞지 않습니다: ${title}`,
    en: `Step ${number} was passed and no longer holds: ${title}`,
  }),
  heldAlready: {
    ko: "앞에서 한 일로 이 단계는 이미 맞습니다. 위의 명령으로 직접 확인해 보세요.",
    en: "What you did before has passed this step already. See for yourself with the commands above.",
  },
  pasted: {
    ko: "붙여 넣은 것은 쓰지 않았습니다. 명령은 셸에서 칩니다: `o`를 누르면 열립니다.",
    en: "What was pasted has done nothing. Commands go into a shell: `o` opens one.",
  },
  hintOf: ({ number, of }: { number: number; of: number }): LocalizedText => ({ ko: `힌트 ${number}/${of}`, en: `Hint ${number} of ${of}` }),
  solutionLocked: {
    ko: "아직 통과하지 않은 단계입니다. 그래도 보려면 한 번 더 누르거나 같은 명령을 한 번 더 실행하세요.",
    en: "This is not passed yet. To see it all the same, ask once more.",
  },
  finished: ({ earned, possible }: { earned: number; possible: number }): LocalizedText => ({
    ko: `실습을 마쳤습니다: ${possible}점 중 ${earned}점.`,
    en: `The lab is done: ${earned} of ${possible}.`,
  }),
  unfinished: ({ earned, possible }: { earned: number; possible: number }): LocalizedText => ({
    ko: `실습의 끝에 왔습니다: ${possible}점 중 ${earned}점.`,
    en: `The end of the lab, with ${earned} of ${possible} so far.`,
  }),
  notYet: {
    ko: "아직 통과하지 않은 단계입니다. `hint` 또는 `svclab hint`가 도움이 됩니다.",
    en: "This step is not passed yet. `hint`, or `svclab hint`, may help.",
  },
  notAnswered: {
    ko: "질문만 남았습니다. 답하려면: `svclab answer`",
    en: "Only a question is left. To answer it: `svclab answer`",
  },
  toAnswer: { ko: "질문이 있는 단계입니다. 답하려면: `svclab answer`", en: "This step asks something. To answer: `svclab answer`" },
  toGoOn: { ko: "이 단계를 통과했습니다. 다음으로: `svclab next`", en: "This step is passed. To go on: `svclab next`" },
  openStill: (command: string): LocalizedText => ({ ko: `아직 남은 단계가 있습니다: \`${command}\``, en: `A step is still open: \`${command}\`` }),
  nextLab: ({ number, title }: { number: number; title: string }): LocalizedText => ({
    ko: `다음 실습: ${number}  ${title}`,
    en: `Next lab: ${number}  ${title}`,
  }),
  lastLab: { ko: "이것이 마지막 실습입니다. 수고하셨습니다. 성적표: `svclab report`", en: "This was the last lab. Well done. Your report: `svclab report`" },
  left: (lab: string): LocalizedText => ({
    ko: `여기까지의 진도를 저장했습니다. 클러스터는 그대로입니다. 이어서 하려면: \`svclab start ${lab}\``,
    en: `Your progress is saved and the cluster is as you left it. To go on: \`svclab start ${lab}\``,
  }),
  interrupted: {
    ko: "멈췄습니다. 얻은 점수는 저장되어 있고 클러스터는 지금 그대로입니다.",
    en: "Interrupted. Marks already earned are saved, and the cluster is as it stands now.",
  },
  demonstration: {
    ko: "터미널이 아니므로 모범 답안으로 시연합니다. 잠시 쓰고 지우는 별도의 연습용 클러스터라서 여러분의 진도와 클러스터는 건드리지 않습니다.",
    en: "This is no terminal, so the labs are demonstrated with their reference answers, on a practice cluster of its own that is removed afterwards. Your own progress and clusters are left alone.",
  },
  demonstrated: ({ earned, possible, labs }: { earned: number; possible: number; labs: number }): LocalizedText => ({
    ko: `시연한 실습 ${labs}개: ${possible}점 중 ${earned}점.`,
    en: `${labs} labs demonstrated: ${earned} of ${possible} marks.`,
  }),
  notStarted: (command: string): LocalizedText => ({
    ko: `아직 시작하지 않은 실습 같습니다. 설명과 시작 파일은: \`${command}\``,
    en: `This lab seems not to be started yet. For its text and files: \`${command}\``,
  }),
  toBegin: (command: string): LocalizedText => ({
    ko: `실습을 시작하려면 (클러스터도 켜집니다): ${command}`,
    en: `To begin with a lab, which brings the cluster up too: ${command}`,
  }),
  tryIt: { ko: "직접 해 보려면 터미널에서: npm start", en: "To do it yourself, in a terminal: npm start" },
  chooseLab: { ko: "어느 실습을 할까요?", en: "Which lab?" },
  typeNumber: ({ preset, of }: { preset: number; of: number }): LocalizedText => ({
    ko: `번호를 쓰고 Enter (1-${of}, 그냥 Enter: ${preset}):`,
    en: `Type a number, then Enter (1-${of}, Enter alone: ${preset}):`,
  }),
  taskDone: (title: string): LocalizedText => ({ ko: `${title}: 됨`, en: `${title}: done` }),
  keysTip: { ko: "위아래 화살표로 움직이고 Enter로 고르기", en: "arrow keys to move, Enter to choose" },
  leaveList: { ko: "나가기", en: "leave" },
  reachCluster: (name: string): LocalizedText => ({ ko: `클러스터 살펴보기: ${name}`, en: `Look at the cluster ${name}` }),
  makeNamespace: (name: string): LocalizedText => ({ ko: `네임스페이스 갖추기: ${name}`, en: `Have the namespace ${name}` }),
  nextCommand: (command: string): LocalizedText => ({ ko: `다음: ${command}`, en: `Next: ${command}` }),
  practiceBecause: {
    ko: "이 컴퓨터에는 실행 중인 minikube가 없어 연습용 클러스터를 씁니다.\nkubectl은 그대로 동작합니다. 바꾸려면: `svclab --cluster minikube`",
    en: "No minikube is running on this computer, so the practice cluster is used.\nkubectl works as ever. To change: `svclab --cluster minikube`",
  },
  usedLast: ({ cluster }: { cluster: string }): LocalizedText => ({
    ko: `지난번에 쓴 클러스터: ${cluster}. 바꾸려면: \`svclab --cluster practice|minikube|kubeconfig\``,
    en: `The cluster used last: ${cluster}. To change: \`svclab --cluster practice|minikube|kubeconfig\``,
  }),
  minikubeRuns: ({ cluster }: { cluster: string }): LocalizedText => ({
    ko: `실행 중인 minikube를 씁니다: ${cluster}`,
    en: `A minikube is running and is used: ${cluster}`,
  }),
  askedFor: ({ cluster }: { cluster: string }): LocalizedText => ({ ko: `클러스터: ${cluster}`, en: `The cluster: ${cluster}` }),
  upPractice: { ko: "연습용 클러스터 켜기", en: "Bring the practice cluster up" },
  prepareState: (lab: string): LocalizedText => ({ ko: `앞 실습의 상태 갖추기: ${lab}`, en: `Bring the cluster to where lab ${lab} ends` }),
  layOutFiles: (folder: string): LocalizedText => ({ ko: `시작 파일 놓기: ${folder}`, en: `Lay out the starter files: ${folder}` }),
  fetchingKubectl: ({ version, from }: { version: string; from: string }): LocalizedText => ({
    ko: `kubectl ${version} 내려받는 중: ${from}`,
    en: `Getting kubectl ${version} from ${from}`,
  }),
  getKubectl: { ko: "kubectl 준비", en: "Get kubectl ready" },
  answerRight: { ko: "맞았습니다.", en: "That is right." },
  answerWrong: { ko: "아직 아닙니다.", en: "Not that." },
} as const satisfies Phrases;
