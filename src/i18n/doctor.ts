/** What `svclab doctor` says. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const doctorTexts = {
  note: { ko: "참고", en: "note" },
  node: { ko: "Node.js", en: "Node.js" },
  nodeOld: (version: string): LocalizedText => ({
    ko: `${version}: 20.19 이상이 필요합니다. 설치: https://nodejs.org`,
    en: `${version}: 20.19 or later is needed. To get it: https://nodejs.org`,
  }),
  labs: { ko: "실습", en: "labs" },
  labCount: (count: number): LocalizedText => ({ ko: `${count}개`, en: `${count} found` }),
  home: { ko: "저장 폴더", en: "state folder" },
  kubectl: { ko: "kubectl", en: "kubectl" },
  kubectlOld: ({ version, path }: { readonly version: string; readonly path: string }): LocalizedText => ({
    ko: `오래됨: ${version} (${path}). svclab은 따로 받은 1.36을 씁니다. 여러분의 셸에서도 그것을 쓰려면: svclab shell`,
    en: `${version} (${path}) is too old; svclab uses a 1.36 of its own. To have that one in your shell too: svclab shell`,
  }),
  kubectlBroken: (path: string): LocalizedText => ({
    ko: `실행되지 않습니다: ${path}. svclab은 따로 받은 1.36을 씁니다. 여러분의 셸에서도 그것을 쓰려면: svclab shell`,
    en: `${path} does not run; svclab uses a 1.36 of its own. To have that one in your shell too: svclab shell`,
  }),
  kubectlAbsent: {
    ko: "PATH에 없습니다. svclab은 따로 받은 1.36을 씁니다. 여러분의 셸에서도 그것을 쓰려면: svclab shell",
    en: "There is none on the PATH; svclab uses a 1.36 of its own. To have that one in your shell too: svclab shell",
  },
  kubectlUsed: { ko: "쓰는 kubectl", en: "kubectl used" },
  minikube: { ko: "minikube", en: "minikube" },
  minikubeAbsent: {
    ko: "없습니다. 없어도 연습용 클러스터로 모든 실습을 할 수 있습니다.",
    en: "There is none. None is needed: the practice cluster runs every lab.",
  },
  minikubeUnreadable: (said: string): LocalizedText => ({
    ko: `프로파일을 읽지 못했습니다. 확인하려면: minikube profile list\n받은 대답: ${said}`,
    en: `Its profiles can't be read. To look: minikube profile list\nWhat was said: ${said}`,
  }),
  minikubeEmpty: (version: string): LocalizedText => ({
    ko: `${version}: 프로파일이 아직 없습니다. 만들려면: minikube start`,
    en: `${version}: there is no profile yet. To make one: minikube start`,
  }),
  profile: ({
    name,
    driver,
    kubernetes,
    nodes,
  }: {
    readonly name: string;
    readonly driver: string;
    readonly kubernetes: string;
    readonly nodes: number;
  }): LocalizedText => ({
    ko: profileText(name, [driver, kubernetes, nodes > 1 ? `노드 ${nodes}개` : ""]),
    en: profileText(name, [driver, kubernetes, nodes > 1 ? `${nodes} nodes` : ""]),
  }),
  docker: { ko: "Docker", en: "Docker" },
  dockerUp: { ko: "응답함", en: "answers" },
  dockerDown: (profiles: string): LocalizedText => ({
    ko: `응답하지 않습니다. Docker 안에서 도는 minikube 프로파일: ${profiles}. 쓰려면 Docker(또는 Docker Desktop)를 켜세요.`,
    en: `It does not answer, and these minikube profiles run in it: ${profiles}. To use them start Docker (or Docker Desktop).`,
  }),
  dockerFar: {
    ko: "응답함. 이 컴퓨터에서는 minikube 노드의 주소에 바로 닿지 않아, 채점은 minikube ssh로 노드 안에서 요청합니다.",
    en: "answers. From this computer the minikube node's address can't be reached; checks ask from inside the node with minikube ssh.",
  },
  ports: { ko: "포트", en: "ports" },
  portsOwn: { ko: "연습용 클러스터가 자기 루프백 주소를 가질 수 있음", en: "the practice cluster can have a loopback address of its own" },
  portsShared: {
    ko: "127.0.0.1을 함께 씀: 30000, 31000, 32000이 비어 있음",
    en: "127.0.0.1 is shared; 30000, 31000 and 32000 are free",
  },
  portsTaken: (taken: string): LocalizedText => ({
    ko: `127.0.0.1의 포트를 다른 프로그램이 쓰고 있습니다: ${taken}. 이 포트를 쓰는 실습 전에 그 프로그램을 끄세요.`,
    en: `Another program has these ports of 127.0.0.1: ${taken}. End it before the labs that use them.`,
  }),
  locale: { ko: "로캘", en: "locale" },
  localeUnset: { ko: "정해지지 않음 (UTF-8로 봅니다)", en: "not set (taken for UTF-8)" },
  localePlain: (value: string): LocalizedText => ({
    ko: `${value}: UTF-8이 아니어서 기호를 ASCII로 그립니다. 한국어가 깨지면: export LANG=ko_KR.UTF-8`,
    en: `${value} is not UTF-8, so signs are drawn in ASCII. To change: export LANG=en_US.UTF-8`,
  }),
  terminal: { ko: "터미널", en: "terminal" },
  terminalNone: {
    ko: "터미널이 아닙니다. npm start는 시연만 합니다. 직접 하려면 터미널에서 실행하세요.",
    en: "This is none: npm start only demonstrates. To do the labs yourself, run it in a terminal.",
  },
  terminalDumb: { ko: "TERM=dumb: 화면을 그리지 않고 한 줄씩 말합니다.", en: "TERM=dumb: nothing is drawn, all is said line by line." },
  terminalNarrow: (columns: number): LocalizedText => ({
    ko: `${columns}칸은 좁습니다. 60칸 이상으로 넓히면 읽기 쉽습니다.`,
    en: `${columns} columns are few; from 60 on it reads well.`,
  }),
  terminalWide: (columns: number): LocalizedText => ({ ko: `${columns}칸`, en: `${columns} columns` }),
  proxy: { ko: "프록시", en: "proxy" },
  proxySpared: (names: string): LocalizedText => ({ ko: `${names}, 루프백은 NO_PROXY에 있음`, en: `${names}; loopback is spared by NO_PROXY` }),
  proxyNotSpared: (names: string): LocalizedText => ({
    ko: `설정됨: ${names}. svclab은 프록시를 거치지 않지만 여러분 셸의 kubectl과 curl은 거칩니다. 막으려면:\nexport NO_PROXY=127.0.0.0/8,192.168.0.0/16`,
    en: `${names} set. svclab goes past it, kubectl and curl in your shell do not. To spare the cluster:\nexport NO_PROXY=127.0.0.0/8,192.168.0.0/16`,
  }),
  clock: { ko: "시계", en: "clock" },
  clockBehind: (now: string): LocalizedText => ({
    ko: `늦습니다 (${now}). svclab을 설치한 때보다 이르므로 인증서가 유효하지 않게 됩니다. 시간을 맞추세요.`,
    en: `It is behind (${now}): earlier than svclab was installed, so certificates won't be valid. Set the time.`,
  }),
  cluster: { ko: "클러스터", en: "cluster" },
  practiceDown: { ko: "연습용 클러스터가 꺼져 있음 (필요할 때 저절로 켜집니다)", en: "the practice cluster is down (it comes up when it is needed)" },
  healthy: { ko: "실습할 수 있습니다.", en: "The labs can run." },
  sick: { ko: "고칠 것을 먼저 고쳐야 실습할 수 있습니다.", en: "What is to mend stands in the way of the labs." },
} as const satisfies Phrases;

function profileText(name: string, facts: readonly string[]): string {
  const known = facts.filter((fact) => fact !== "");
  return known.length === 0 ? name : `${name} (${known.join(", ")})`;
}
