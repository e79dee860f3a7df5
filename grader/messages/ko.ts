/** 한국어 문장. 이름 뒤에는 조사를 붙이지 않는다. */
import type { FindingCode } from "../finding.ts";
import type { Trouble, Vantage } from "../model.ts";
import type { Words } from "./said.ts";

const near = (nearest: string) => (nearest === "" ? "" : ` 가장 가까운 것: ${nearest}.`);
const mean = (wanted: string) => (wanted === "–" ? "" : ` 필요한 값: ${wanted}.`);

/** 요청이 어떻게 되었는지. */
const outcomes: Readonly<Record<string, string>> = {
  refused: "연결 거부",
  timeout: "시간 초과",
  reset: "연결 끊김",
  empty: "빈 응답",
  unresolved: "이름을 찾지 못함",
  failed: "실패",
};
const outcomesIn = (seen: string) => seen.replaceAll(/\b(refused|timeout|reset|empty|unresolved|failed)\b/g, (word) => outcomes[word] ?? word);
const holderIn = (seen: string) => seen.replace(/^service: ([^,]+), port: /, "Service $1 · ");

/** 필요한 것과 다른 type이 뜻하는 것. */
const typeMeans: Readonly<Record<string, string>> = {
  ClusterIP: "ClusterIP는 클러스터 안에서만 접근할 수 있고, type을 적지 않으면 이것이 됩니다.",
  NodePort: "NodePort는 노드의 포트를 열 뿐 외부 주소를 따로 받지 않습니다.",
  LoadBalancer: "LoadBalancer도 노드 포트를 열지만 외부 주소까지 요청합니다.",
  ExternalName: "ExternalName은 DNS의 별명일 뿐이라 주소도 포트도 Pod도 없습니다.",
};

/** 값이 가져야 할 형식. */
const shapes: Readonly<Record<string, string>> = {
  text: "문자열",
  list: "목록",
  number: "숫자",
  "number-or-text": "숫자나 이름",
  fields: "필드",
  "key: value": "키: 값",
};

export const findings: Readonly<Record<FindingCode, Words>> = {
  missing: (s) => `아직 없습니다: ${s.object}. 실습 폴더의 파일에도 이 오브젝트를 만드는 내용이 없습니다. 이것이 없으면 뒤의 단계가 모두 막힙니다.`,
  "near-name": (s) => `이름이 다릅니다: ${s.kind} ${s.seen} (필요한 이름: ${s.wanted}). 이름은 한 글자까지 같아야 하고, DNS는 적힌 이름만 찾아 줍니다.`,
  "other-namespace": (s) =>
    `다른 네임스페이스에 있습니다: ${s.kind} ${s.name} (현재: ${s.seen}, 실습: ${s.wanted}). 짧은 이름과 selector는 같은 네임스페이스 안에서만 통합니다.`,
  "other-kind": (s) => `종류가 다릅니다: ${s.name} (현재: ${s.seen}, 필요: ${s.wanted}). 사라진 Pod을 다시 만들고 개수를 조절해 주는 것은 ${s.wanted}뿐입니다.`,
  "not-applied": (s) => `파일은 있지만 클러스터에는 없습니다: ${s.object} (${s.file}). 아직 kubectl apply를 하지 않았거나 그 뒤에 지웠습니다.`,
  "edited-not-applied": (s) =>
    `파일은 고쳤지만 다시 적용하지 않았습니다: ${s.file} (파일: ${s.wanted}, 클러스터: ${s.seen}). 파일을 고치는 것만으로는 클러스터가 바뀌지 않습니다.`,
  "selector-immutable": (s) =>
    `만들 때와 다른 selector를 적용할 수 없습니다: ${s.object} (클러스터: ${s.seen}, ${s.file}: ${s.wanted}). Deployment의 selector는 한번 만들면 바꿀 수 없어서 API 서버가 파일을 거절합니다. Deployment를 지운 다음 다시 적용하세요.`,
  "being-deleted": (s) =>
    `삭제가 시작되었지만 아직 사라지지 않았습니다: ${s.object} (남아 있는 finalizer: ${s.seen}). 지금은 동작하더라도 finalizer가 없어지면 바로 사라집니다.`,
  unwanted: (s) => `아직 남아 있습니다: ${s.object}. 남은 오브젝트는 트래픽을 가로채거나 포트를 차지할 수 있으니 지워야 합니다.`,

  "manifest-tab": (s) => `들여쓰기에 탭이 있습니다: ${s.file}. YAML 들여쓰기는 공백만 허용하므로 kubectl이 이 부분을 읽지 못합니다.`,
  "manifest-odd-sign": (s) =>
    `모양만 비슷한 다른 문자가 들어 있습니다: ${s.file} (현재: ${s.seen}, 필요: ${s.wanted === "a space" ? "보통 공백" : s.wanted}). 문서 편집기나 메신저에서 복사하거나 전각 문자로 입력하면 이렇게 됩니다.`,
  "manifest-syntax": (s) => `YAML 문법 오류: ${s.file} (${s.seen}). 이 줄과 바로 윗줄의 들여쓰기, 콜론, 목록의 - 기호를 살펴보세요.`,
  "manifest-unfinished": (s) => `TODO가 남아 있습니다: ${s.file}. 내용을 채운 다음 적용하세요.`,
  "manifest-separator": (s) =>
    `--- 없이 두 번째 오브젝트가 시작됩니다: ${s.file}. 같은 키가 두 번 나오면 아무 경고 없이 뒤의 것이 이겨서 마지막 오브젝트만 만들어집니다.`,
  "manifest-required": (s) => `꼭 필요한 필드가 없거나 비어 있습니다: ${s.path} (${s.file}). 이 필드를 채워야 API 서버가 받아 줍니다.`,
  "manifest-kind": (s) => `없는 kind입니다: ${s.seen} (${s.file}).${mean(s.wanted)} Service를 어떻게 열지는 kind가 아니라 spec.type으로 정합니다.`,
  "manifest-other-kind": (s) =>
    `같은 이름으로 다른 종류를 만드는 파일입니다: ${s.file} (파일: ${s.seen}, 필요: ${s.wanted}). 관리하는 컨트롤러도 규칙도 다릅니다.`,
  "manifest-api-version": (s) => `apiVersion이 맞지 않습니다: ${s.seen} (${s.file}). ${s.kind} 오브젝트의 apiVersion: ${s.wanted}.`,
  "manifest-namespace": (s) =>
    `파일에 적힌 네임스페이스가 실습의 것과 다릅니다: ${s.file}, ${s.kind} ${s.name} (파일: ${s.seen}, 실습: ${s.wanted}). 짧은 이름과 selector는 네임스페이스의 경계를 넘지 못합니다.`,
  "manifest-wrong-level": (s) => `들여쓰기 단계가 다릅니다: ${s.seen} (${s.file}). 있어야 할 곳: ${s.wanted}. 필드가 어디에 속하는지는 들여쓰기가 정합니다.`,
  "manifest-unknown-field": (s) => `이 자리에 없는 필드입니다: ${s.seen} (${s.file}).${near(s.nearest)} 필드 이름은 대소문자까지 맞아야 합니다.`,
  "manifest-type": (s) =>
    `값의 형식이 다릅니다: ${s.path} = ${s.seen} (${s.file}, 필요한 형식: ${shapes[s.wanted] ?? s.wanted}). 따옴표, - 기호, 들여쓰기에 따라 형식이 달라집니다.`,
  "manifest-value": (s) => `허용되지 않는 값입니다: ${s.path} = ${s.seen} (${s.file}).${mean(s.wanted)}`,
  "manifest-labels-differ": (s) =>
    `Deployment의 selector와 Pod 템플릿의 레이블이 다릅니다: ${s.file} (selector: ${s.wanted}, 템플릿: ${s.seen}). Deployment는 자기 Pod을 고를 수 있어야 합니다.`,
  "manifest-node-port-type": (s) =>
    `ClusterIP인 Service에 nodePort가 적혀 있습니다: ${s.file}. type을 생략해도 ClusterIP가 됩니다. nodePort는 type이 NodePort나 LoadBalancer일 때만 쓸 수 있습니다.`,
  "manifest-node-port-range": (s) => `nodePort 범위를 벗어났습니다: ${s.seen} (${s.file}). 쓸 수 있는 범위는 30000-32767입니다.`,
  "manifest-rejected": (s) => `API 서버가 거절한 파일: ${s.file}. 이유: ${s.seen}`,
  "node-port-taken": (s) =>
    `이미 쓰이는 노드 포트입니다: ${s.wanted} (${s.object}, 쓰는 곳: ${holderIn(s.seen)}). 노드 포트 하나는 클러스터 전체에서 Service 하나만 쓸 수 있습니다.`,

  "field-differs": (s) => `값이 다릅니다: ${s.object} · ${s.path} (현재: ${s.seen}, 필요: ${s.wanted}).`,
  "field-missing": (s) => `비어 있는 필드: ${s.object} · ${s.path}.${mean(s.wanted)}`,
  "image-differs": (s) => `다른 이미지가 실행 중입니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). 실행은 되지만 다른 프로그램이거나 다른 버전입니다.`,
  "container-name": (s) => `컨테이너 이름이 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). kubectl set image 같은 명령은 이 이름을 씁니다.`,
  "labels-differ": (s) =>
    `Pod 레이블이 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). Service는 Deployment 이름이 아니라 Pod의 레이블로 Pod을 찾습니다.`,
  "env-missing": (s) => `환경 변수가 없습니다: ${s.object} (${s.wanted}). 없으면 프로그램이 이곳에 맞지 않는 기본값을 씁니다.`,
  "env-differs": (s) => `환경 변수 값이 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}).`,

  "scaled-to-zero": (s) => `복제수가 0입니다: ${s.object}. 대답할 Pod이 하나도 없습니다.${mean(s.wanted)}`,
  "too-few-pods": (s) => `복제수가 모자랍니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). Deployment는 적힌 수만큼만 Pod을 유지합니다.`,
  "rollout-paused": (s) => `롤아웃이 멈춰 있습니다: ${s.object}. 변경 내용은 저장되지만 새 Pod은 만들어지지 않습니다.`,
  "pods-not-created": (s) => `Pod을 만들지 못하고 있습니다: ${s.object}. 이유: ${s.seen}`,
  "image-look-alike": (s) =>
    `흉내 낸 레지스트리의 이미지입니다: ${s.seen}. ghrc.io는 GitHub의 ghcr.io가 아니며 로그인 정보를 노립니다. 절대 로그인하지 마세요.`,
  "image-name-invalid": (s) => `올바른 이미지 이름이 아닙니다: "${s.seen}". 공백이나 대문자가 들어가면 이미지를 받을 수 없습니다.${mean(s.wanted)}`,
  "image-not-found": (s) => `이미지를 받을 수 없습니다: ${s.seen}. 이 이름과 태그의 이미지를 주는 레지스트리가 없습니다.${mean(s.wanted)}${near(s.nearest)}`,
  "crash-redis-port": (s) =>
    `컨테이너가 시작하자마자 죽습니다: ${s.object}. REDIS_PORT를 직접 정하지 않아서 쿠버네티스가 대신 넣었습니다. redis라는 Service가 있으면 새 Pod마다 REDIS_PORT=tcp://… 값이 들어가고, 프로그램은 그것을 포트 번호로 읽습니다. 직접 적을 값: ${s.wanted}.`,
  crash: (s) => `컨테이너가 시작했다가 곧 종료됩니다: ${s.object}. 마지막 로그: ${s.seen}`,
  "command-not-found": (s) => `컨테이너를 시작할 수 없습니다: ${s.object} (${s.seen}). 이미지에 그런 프로그램이 없습니다.`,
  "command-overridden": (s) =>
    `이미지의 프로그램 대신 다른 명령이 돌고 있습니다: ${s.object} (${s.seen}). Service가 보내는 포트에서 듣는 프로그램이 없지만 Pod은 준비된 것으로 보입니다.`,
  "config-missing": (s) =>
    `환경 변수를 가져올 ConfigMap이나 Secret 또는 그 안의 키가 없어 컨테이너가 시작하지 못합니다: ${s.object}. 노드가 알린 이유: ${s.seen}`,
  "hook-fails": (s) => `컨테이너가 시작되자마자 종료됩니다: ${s.object}. 시작 직후에 실행하는 postStart 훅이 실패했습니다: ${s.seen}`,
  "container-refused": (s) => `노드가 이 설정으로는 컨테이너를 만들 수 없다고 합니다: ${s.object}. 노드가 알린 이유: ${s.seen}`,
  "volume-fails": (s) => `볼륨을 연결하지 못해 컨테이너가 기다리고 있습니다: ${s.object}. 이유: ${s.seen}. kubectl describe pod의 Events에서 볼 수 있습니다.`,
  unschedulable: (s) => `Pod을 받아 줄 노드가 없습니다: ${s.object}. 스케줄러가 알린 이유: ${s.seen}`,
  "scheduler-unknown": (s) =>
    `Pod을 배치해 줄 스케줄러가 없습니다: ${s.object} (schedulerName: ${s.seen}). 맡은 스케줄러가 없으면 Pod은 아무 이벤트도 없이 Pending에 머뭅니다.`,
  "node-unknown": (s) =>
    `nodeName에 적은 노드가 없습니다: ${s.object} (현재: ${s.seen}, 있는 노드: ${s.nearest}). nodeName을 적지 않으면 스케줄러가 알아서 고릅니다.`,
  "readiness-gate": (s) =>
    `컨테이너는 준비되었지만 Pod이 준비되지 않았습니다: ${s.object}. readinessGate가 기다리는 조건(${s.seen})은 다른 프로그램이 채워 주어야 합니다.`,
  "probe-fails": (s) =>
    `컨테이너는 실행 중이지만 readinessProbe가 실패합니다: ${s.object} (${s.seen}). 준비되지 않은 Pod에는 어떤 Service도 트래픽을 보내지 않습니다.${mean(s.wanted)}`,
  "probe-kills": (s) =>
    `컨테이너가 프로브 때문에 거듭 죽고 다시 시작됩니다: ${s.object} (프로브가 묻는 것: ${s.seen}). 프로그램에 그런 포트나 경로가 없습니다.${mean(s.wanted)}`,
  "init-waits": (s) =>
    `initContainer가 아직 돌고 있습니다: ${s.object} (${s.seen}). initContainer는 하나씩 차례로 돌고, 마지막 것이 끝나야 프로그램이 시작됩니다.`,
  starting: (s) =>
    `아직 시작하는 중입니다: ${s.object} (${s.wanted === "–" ? s.seen : `준비된 Pod ${s.seen} / 전체 ${s.wanted}`}). 지금까지 잘못된 것은 없으니 잠시 기다리세요.`,
  "rolling-out": (s) => `새 버전으로 바뀌는 중입니다: ${s.object} (새 Pod ${s.seen} / 전체 ${s.wanted}). 예전 Pod이 아직 대답합니다.`,

  "type-wrong": (s) => `Service의 type이 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). ${typeMeans[s.seen] ?? ""}`.trim(),
  headless: (s) => `헤드리스 Service입니다 (clusterIP: None): ${s.object}. 변하지 않는 주소가 없고, 이름이 생겼다 사라지는 Pod의 주소로 바로 이어집니다.`,
  "node-port-wrong": (s) => `노드 포트가 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). 적지 않으면 30000-32767 중에서 아무 번호나 정해집니다.`,
  "port-wrong": (s) =>
    `Service의 포트가 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). port는 Service를 부르는 번호, targetPort는 Pod이 듣는 번호입니다.`,
  "protocol-wrong": (s) =>
    `프로토콜이 다릅니다: ${s.object} (현재: ${s.seen}, 프로그램: ${s.wanted}). 번호가 같아도 프로토콜이 다르면 다른 포트라서 연결되지 않습니다.`,
  "selector-missing": (s) =>
    `selector가 없습니다: ${s.object}. 쿠버네티스는 말없이 받아 주지만, 찾을 Pod을 모르므로 엔드포인트가 생기지 않습니다.${mean(s.wanted)}`,
  "selector-matches-nothing": (s) =>
    `selector에 맞는 Pod이 없습니다: ${s.object} (selector: ${s.seen}). Service에 주소는 있지만 그 뒤에 아무도 없습니다.${near(s.nearest)}`,
  "selector-too-broad": (s) =>
    `selector가 너무 넓습니다: ${s.object} (selector: ${s.seen}). 상관없는 Pod까지 걸립니다: ${s.nearest}. 연결 일부가 그쪽으로 가서 가끔씩만 실패합니다.`,
  "selector-other-pods": (s) => `selector가 엉뚱한 Pod을 고릅니다: ${s.object} (selector: ${s.seen}). 걸린 Pod: ${s.nearest}.${mean(s.wanted)}`,
  "stranger-pods": (s) =>
    `같은 레이블을 가진 다른 Pod도 걸려 있습니다: ${s.object} (${s.seen}). 앞 실습에서 남았거나 다른 Deployment가 만든 Pod인 경우가 많습니다.`,
  "endpoints-pending": (s) =>
    `EndpointSlice가 아직 따라오지 못했습니다: ${s.name} (적힌 주소: ${s.seen}, 준비된 Pod: ${s.wanted}). 엔드포인트 컨트롤러가 곧 고칩니다.`,
  "endpoints-by-hand": (s) =>
    `손으로 만든 EndpointSlice가 다른 주소를 가리킵니다: ${s.object} (적힌 주소: ${s.seen}, 준비된 Pod의 주소: ${s.wanted}). 관리하는 컨트롤러가 없어서 요청의 일부가 아무도 없는 곳으로 갑니다.`,
  "target-port-wrong": (s) =>
    `targetPort가 다릅니다: ${s.object} (현재: ${s.seen}, 프로그램이 듣는 포트: ${s.wanted}). 엔드포인트는 멀쩡해 보이지만 요청은 모두 거절됩니다.`,
  "target-port-name": (s) => `그런 이름의 포트가 Pod에 없습니다: ${s.seen} (${s.object}).${mean(s.wanted)}`,
  "container-port-wrong": (s) =>
    `이름을 붙인 포트 번호가 다릅니다: ${s.object} (현재: ${s.seen}, 프로그램이 듣는 포트: ${s.wanted}). 이 이름을 따라가는 Service는 닫힌 포트에 닿습니다.`,
  "session-affinity": (s) => `sessionAffinity 설정: ${s.seen} (${s.object}). 한 클라이언트는 늘 같은 Pod에만 연결되어 나머지 Pod이 대답할 일이 없습니다.`,
  "balancer-absent": () => `이 클러스터에는 LoadBalancer에 주소를 나눠 줄 것이 없습니다. MetalLB가 실행되고 있지 않아 EXTERNAL-IP가 <pending>에 머뭅니다.`,
  "pool-empty": (s) =>
    `MetalLB는 실행 중이지만 나눠 줄 주소가 없습니다 (주소 풀: ${s.seen}). 주소는 ConfigMap metallb-system/config에서 읽습니다.${mean(s.wanted)}`,
  "pool-exhausted": (s) => `주소 풀의 주소(${s.wanted}개)를 모두 나눠 주었습니다. 쓰는 곳: ${s.seen}. 하나가 빌 때까지 기다리는 Service: ${s.name}.`,
  "balancer-address": (s) =>
    `풀에 없는 주소를 요청했습니다: ${s.object} (요청한 주소: ${s.seen}, 풀: ${s.wanted}). MetalLB는 풀에 있는 주소만 주므로 EXTERNAL-IP가 <pending>에 머뭅니다.`,
  "balancer-class": (s) =>
    `이 loadBalancerClass를 맡은 것이 클러스터에 없습니다: ${s.object} (현재: ${s.seen}). 이 필드가 있는 동안에는 평소에 주소를 주던 것도 이 Service를 건드리지 않습니다.`,
  "address-pending": (s) => `주소를 기다리고 있습니다: ${s.object}.`,

  "env-host-unknown": (s) =>
    `프로그램이 부를 이름에 해당하는 Service가 없습니다: "${s.seen}" (${s.object}).${mean(s.wanted)} 그 이름을 찾는 동안 프로그램은 아무에게도 대답하지 않습니다.`,
  "dns-policy": (s) => `Pod이 클러스터의 DNS가 아니라 노드의 DNS에 묻습니다: ${s.object} (${s.path}: ${s.seen}). 거기서는 Service의 이름을 알지 못합니다.`,
  "env-port-wrong": (s) =>
    `프로그램에 알려 준 redis 포트가 다릅니다: ${s.object} (현재: ${s.seen}, 필요: ${s.wanted}). 이 포트로는 redis에 연결할 수 없습니다.`,
  "not-answering": (s) => `제대로 대답하지 않습니다: ${s.object} (${outcomesIn(s.seen)}). selector, 엔드포인트, 포트에서는 잘못을 찾지 못했습니다.`,
  "answer-differs": (s) => `대답이 다릅니다: ${s.object} (받은 값: ${s.seen}, 기대한 값: ${s.wanted}). 뒤에 다른 프로그램이나 다른 버전이 있습니다.`,
  "backends-missed": (s) => `일부 Pod만 대답했습니다: ${s.object} (대답한 Pod: ${s.seen}). 모두 대답해야 하는 Pod: ${s.wanted}.`,
  "count-stands-still": (s) => `요청해도 숫자가 늘지 않습니다: ${s.object} (${s.seen}).`,
  "redis-reply-differs": (s) =>
    `redis의 대답이 다릅니다: ${s.object} (받은 값: ${s.seen}, 기대한 값: ${s.wanted}).${/^\d+$/.test(s.wanted) ? " 숫자를 세는 것은 counter이니 먼저 몇 번 불러 보세요." : ""}`,
  "name-unresolved": (s) => `Pod 안에서 이름을 찾지 못합니다: ${s.seen} (${s.object}). 짧은 이름은 같은 네임스페이스에서만 통합니다.`,
  "name-elsewhere": (s) => `이름이 다른 주소를 가리킵니다: ${s.object} (받은 주소: ${s.seen}, ClusterIP: ${s.wanted}).`,
  "log-missing": (s) => `로그에 아직 없습니다: "${s.wanted}" (${s.object}). 마지막 줄: ${s.seen}`,
  "not-scaled": (s) => `복제수를 바꿔 볼 차례입니다: ${s.object} (현재: ${s.seen}, 이 단계: ${s.wanted}).`,
  "ask-unanswered": () => `아직 대답하지 않은 질문입니다.`,
  "ask-wrong": (s) => `클러스터의 값과 다릅니다: "${s.seen}". 다시 확인하고 보이는 그대로 적어 보세요.`,
  "ask-other-address": (s) => `이 주소의 주인은 따로 있습니다: ${s.seen} (${s.nearest}). 묻는 것은 다른 주소입니다.`,
};

export const troubles: Readonly<Record<Trouble["code"], string>> = {
  unreachable: "클러스터의 API 서버에 닿지 않습니다.",
  timeout: "클러스터가 제시간에 대답하지 않았습니다.",
  unauthorized: "클러스터가 인증 정보를 받아 주지 않습니다.",
  forbidden: "클러스터 권한(RBAC) 때문에 읽을 수 없습니다.",
  throttled: "API 서버가 요청이 너무 많다며 거절합니다. 잠시 뒤에 다시 해 보세요.",
  "server-error": "API 서버가 대답하지 못했습니다.",
  "cut-short": "대답이 중간에 끊겼습니다.",
  "no-route": "이 주소로 가는 길이 끊겨 있습니다. 답의 문제가 아니라 네트워크의 문제입니다.",
  "dns-down": "클러스터의 DNS가 전혀 대답하지 않습니다.",
  "exec-refused": "이곳에서는 Pod 안에서 명령을 실행할 수 없습니다.",
  "kubectl-missing": "kubectl이 없습니다.",
  "kubectl-too-old": "kubectl이 이 클러스터에 비해 너무 오래되었습니다.",
  "wrong-context": "kubeconfig가 다른 클러스터를 가리킵니다.",
  "namespace-gone": "실습이 쓰는 네임스페이스가 없거나 지워지는 중입니다.",
  "not-supported": "이 클러스터에서는 확인할 수 없는 항목입니다.",
  "pull-failed": "이미지는 맞지만 클러스터가 받지 못했습니다. 레지스트리, 네트워크, 내려받기 제한을 확인하세요.",
  refused: "오브젝트는 모두 맞고 Pod도 듣고 있는데 이 주소가 연결을 거부합니다. 가는 길(방화벽, 오래된 노드 주소, kube-proxy)을 확인하세요.",
  "not-kubernetes": "API 서버 자리에서 쿠버네티스가 아닌 것이 대답합니다. 와이파이 로그인 페이지나 프록시가 아닌지, kubeconfig의 주소가 맞는지 확인하세요.",
  certificate:
    "API 서버의 인증서를 믿을 수 없습니다. kubeconfig가 이 클러스터의 것인지 확인하세요. 클러스터를 새로 만들었다면 kubeconfig도 새로 받아야 합니다.",
  clock: "인증서가 이 컴퓨터의 시각에는 유효하지 않습니다. 컴퓨터의 날짜와 시각을 확인하고, 맞다면 인증서를 갱신하세요.",
  "too-many-files": "열린 파일이 너무 많아 연결을 더 열 수 없습니다. 다른 프로그램을 닫거나 한도(ulimit -n)를 올리세요.",
  "node-not-ready": "Pod을 돌릴 노드가 준비되지 않았습니다. 노드가 꺼져 있거나, 디스크나 메모리가 모자라거나, 새 Pod을 받지 않는 상태입니다.",
  quota: "네임스페이스의 할당량(ResourceQuota)이나 제한(LimitRange) 때문에 실습의 Pod을 만들 수 없습니다. 클러스터 관리자에게 알려 주세요.",
  admission: "클러스터의 규칙(웹훅, 정책)이 실습의 Pod을 거부합니다. 클러스터 관리자에게 알려 주세요.",
  "no-balancer": "이 클러스터에는 외부 주소를 나누어 주는 것이 없습니다.",
  "port-taken": "이 컴퓨터의 다른 프로그램이 그 포트를 쓰고 있어 Service에 닿을 수 없습니다. 그 프로그램을 끄고 다시 해 보세요.",
  cancelled: "묻지 않았거나 도중에 그만두었습니다.",
};

export const vantages: Readonly<Record<Vantage["via"], string>> = {
  "node-address": "노드 주소로 직접 요청",
  "load-balancer-address": "Service가 받은 주소로 직접 요청",
  "minikube-service": "minikube service --url을 거쳐 요청",
  "minikube-ssh": "minikube ssh로 노드에서 요청",
  "port-forward": "port-forward를 거쳐 요청",
};

export const unproved: Readonly<Record<Vantage["proves"], string>> = {
  "the-path-asked-for": "",
  "not-the-node-port": "이것으로 확인되지 않은 것: 노드 포트 자체.",
  "not-the-load-balancer-address": "이것으로 확인되지 않은 것: 외부 주소.",
};

/** Asked on the node itself: the address answers there. */
export const unprovedWay = "이것으로 확인되지 않은 것: 이 컴퓨터에서 그 주소까지 가는 길.";
