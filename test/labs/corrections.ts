/** What the course notes have wrong or outdated, row by row, and the step and words that teach the right thing. labs/README.md is the same for people. */

export interface Correction {
  readonly row: number;
  /** "lab/step" */
  readonly at: string;
  /** Words of the step that teach it. */
  readonly ko: string;
  readonly en: string;
  /** What no lab may say, but where it is quoted as a mistake. */
  readonly never?: { readonly words: RegExp; readonly but: readonly string[] };
}

export const corrections: readonly Correction[] = [
  {
    row: 1,
    at: "mistakes/name",
    ko: "`coutner-lb`로 만들어져",
    en: "had been made as `coutner-lb`",
    never: { words: /coutner/, but: ["mistakes/name", "loadbalancer/pending"] },
  },
  { row: 2, at: "nodeport/range", ko: "32767에서 끝납니다", en: "ends at 32767", never: { words: /32768/, but: ["nodeport/range"] } },
  {
    row: 3,
    at: "mistakes/kind",
    ko: "`NodePort`라는 kind는 없습니다",
    en: "There is no kind `NodePort`",
    never: { words: /kind: NodePort/, but: ["echo/service"] },
  },
  { row: 4, at: "mistakes/kind", ko: 'unknown field "spec.template.containers"', en: 'unknown field "spec.template.containers"' },
  { row: 5, at: "mistakes/kind", ko: "`cannot start any token`은 들여쓰기에 탭이 있다는 뜻", en: "`cannot start any token` means a tab" },
  { row: 6, at: "mistakes/kind", ko: "틀린 곳이 넷입니다", en: "Four things are wrong" },
  {
    row: 7,
    at: "mistakes/kind",
    ko: "`type`이 없으면 ClusterIP라서 `nodePort: Forbidden`",
    en: "Without a `type` it is a ClusterIP, hence the error `nodePort: Forbidden`",
  },
  {
    row: 8,
    at: "echo/service",
    ko: "`kind: Service`는 그대로 두고 `type: NodePort`를 더합니다",
    en: "Keep `kind: Service` and add `type: NodePort`",
    never: { words: /type: Service/, but: [] },
  },
  {
    row: 9,
    at: "echo/deployment",
    ko: "`apiVersion: apps/v1`의 apps와는 아무 관계가 없습니다",
    en: "has nothing to do with the apps in `apiVersion: apps/v1`",
  },
  { row: 10, at: "echo/deployment", ko: "레이블을 적는 자리는 세 곳입니다", en: "There are three places for labels" },
  {
    row: 11,
    at: "echo/service",
    ko: "`selector`에는 `matchLabels`를 쓰지 않습니다. 쓰면 거절됩니다",
    en: "`selector` has no `matchLabels`. With it, the Service is turned down",
  },
  { row: 12, at: "clusterip/selector", ko: "Deployment의 selector는 보지 않습니다", en: "never looks at the Deployment's selector" },
  {
    row: 13,
    at: "nodeport/knock",
    ko: "192.168.64.4 같은 IP는 그 글을 쓴 컴퓨터의 것",
    en: "such as 192.168.64.4, is that of another computer",
    never: { words: /192\.168\.\d+\.\d+/, but: ["nodeport/knock", "loadbalancer/pool"] },
  },
  { row: 14, at: "loadbalancer/pool", ko: "내 `minikube ip`를 적습니다", en: "Write down your own `minikube ip`" },
  {
    row: 15,
    at: "counter/count",
    ko: "`deploy/counter`라고 쓰면 Pod 이름을",
    en: "With `deploy/counter` there is no need",
    never: { words: /COUNTER NAME/, but: [] },
  },
  { row: 16, at: "counter/talk", ko: "redis 컨테이너 안에 들어가는 것이 아니라", en: "You are not inside the redis container" },
  { row: 17, at: "endpoints/look", ko: "지금은 대개 10.244.x.x", en: "now it is mostly 10.244.x.x", never: { words: /172\.17\./, but: ["endpoints/look"] } },
  { row: 18, at: "endpoints/scale", ko: "1.33부터 사용이 권장되지 않아", en: "deprecated since 1.33" },
  {
    row: 19,
    at: "endpoints/scale",
    ko: "Service마다 하나 있는 `Endpoints` 객체",
    en: "the one `Endpoints` object of each Service",
    never: { words: /\bEnd[Pp]oint(?!s|Slice)/, but: [] },
  },
  {
    row: 20,
    at: "endpoints/look",
    ko: "모드를 정하지 않으면 리눅스에서는 iptables를 씁니다",
    en: "Unless a mode is set, it uses iptables on Linux",
    never: { words: /ipvs/, but: ["endpoints/look", "endpoints/outro"] },
  },
  { row: 21, at: "endpoints/name", ko: "CoreDNS가 API를 지켜보다가 물음에 답할 뿐", en: "it watches the API, and answers when asked" },
  { row: 22, at: "clusterip/address", ko: "DNS 이름이 다른 클러스터까지 구분해 주지는 않습니다", en: "A DNS name does not tell clusters apart" },
  { row: 23, at: "nodeport/knock", ko: "ClusterIP뿐인 Service에도 경고와 함께 터널을", en: "with a warning, it opens a tunnel to a plain ClusterIP" },
  {
    row: 24,
    at: "nodeport/knock",
    ko: "표는 minikube 버전마다 모양이 다릅니다",
    en: "looks different from version to version",
    never: { words: /\|---/, but: [] },
  },
  { row: 25, at: "nodeport/knock", ko: "리눅스에서 Docker를 바로 쓰면 필요 없습니다", en: "With plain Docker on Linux there is no need" },
  { row: 26, at: "nodeport/knock", ko: "노드 포트가 틀려도 답이 오고", en: "answers even if the node port is wrong" },
  { row: 27, at: "nodeport/open", ko: "노드에 31000을 듣는 프로세스가 생긴 것은 아닙니다", en: "No process on the node listens on 31000" },
  { row: 28, at: "loadbalancer/reach", ko: "`allocateLoadBalancerNodePorts: false`로 끌 수", en: "`allocateLoadBalancerNodePorts: false` does without it" },
  { row: 29, at: "nodeport/knock", ko: "한 포트는 Service 하나만 쓸 수 있습니다", en: "each port serves one Service" },
  { row: 30, at: "loadbalancer/addon", ko: "장애에 대비하는(failover) 쪽에 가깝습니다", en: "It is failover rather than balancing" },
  { row: 31, at: "loadbalancer/pending", ko: "노드 포트가 아니라 Service의 포트입니다", en: "is no node port here: it is the Service's port" },
  { row: 32, at: "loadbalancer/addon", ko: "노드를 LB로 바꾸는 것이 아니라", en: "It doesn't turn a node into a load balancer" },
  { row: 33, at: "loadbalancer/pool", ko: "0.15부터는 노드의 IP를 받아 주지 않습니다", en: "from 0.15 on MetalLB turns a node's IP down" },
  { row: 34, at: "loadbalancer/pool", ko: "0.13부터는 ConfigMap 대신 IPAddressPool", en: "Since 0.13, MetalLB has IPAddressPool" },
  {
    row: 35,
    at: "loadbalancer/pool",
    ko: "애드온을 다시 켜거나 minikube를 다시 시작하면",
    en: "the values of that command replace the ConfigMap",
  },
  { row: 36, at: "loadbalancer/addon", ko: '`namespaces "metallb-system" not found`', en: '`namespaces "metallb-system" not found`' },
  { row: 37, at: "loadbalancer/reach", ko: "ping은 되지 않아도 괜찮습니다", en: "It is all right if the address doesn't answer a ping" },
  { row: 38, at: "mistakes/image", ko: "`ghrc.io`는 GitHub의 것이 아니고", en: "isn't GitHub's", never: { words: /ghrc/, but: ["mistakes/image"] } },
  { row: 39, at: "echo/deployment", ko: "`containerPort`는 알려 두는 값", en: "`containerPort` is for information" },
  { row: 40, at: "mistakes/tier", ko: "앞 장에서 남은 것이든", en: "even one left over from an earlier chapter" },
  { row: 41, at: "nodeport/range", ko: "31000이 벌써 나갔으면 `already allocated`", en: "If 31000 has gone that way, it is refused as `already allocated`" },
  { row: 42, at: "clusterip/deployment", ko: "`kubectl get all`에 세 가지가 함께", en: "this is why `kubectl get all` shows all three" },
  { row: 43, at: "loadbalancer/addon", ko: "다른 길로 `minikube tunnel`도 있습니다", en: "`minikube tunnel` is another way" },
];
