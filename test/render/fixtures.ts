/** A lab, a world and reports as plain data, for the golden screens. */
import type { KubeObject, Lab, Observation } from "../../grader/model.ts";
import type { Report, ReportedCheck, ReportedFinding } from "../../grader/report.ts";
import type { Look } from "../../src/render/look.ts";
import { coloured, plain } from "../../src/render/paint.ts";
import { unicodeSigns } from "../../src/render/signs.ts";

export const looks: readonly (readonly [string, Look])[] = (["ko", "en"] as const).flatMap((language) =>
  ([80, 60] as const).flatMap((columns) =>
    (["plain", "colour"] as const).map((paint): readonly [string, Look] => [
      `${language}-${columns}-${paint}`,
      { language, columns, paint: paint === "plain" ? plain : coloured, signs: unicodeSigns },
    ]),
  ),
);

const base = { marks: 1, needs: [], within: 0 };

export const lab: Lab = {
  id: "01-clusterip",
  name: "clusterip",
  number: 1,
  title: { ko: "ClusterIP로 redis 묶기", en: "Redis behind a ClusterIP" },
  builds: [],
  owns: [],
  outro: { ko: "끝.", en: "Done." },
  steps: [
    {
      id: "selector",
      title: { ko: "Service가 Pod을 찾게 하기", en: "Let the Service find the pod" },
      files: ["counter-redis-svc.yml"],
      type: ["kubectl apply -f counter-redis-svc.yml"],
      checks: [
        {
          ...base,
          kind: "ready",
          id: "ready",
          title: { ko: "redis Pod 준비됨", en: "Deployment redis is there and ready" },
          object: { kind: "Deployment", name: "redis" },
          pods: 1,
        },
        {
          ...base,
          kind: "endpoints",
          id: "finds",
          title: { ko: "Service redis가 redis Pod만 찾음", en: "Service redis finds the redis pod" },
          service: "redis",
          pods: { tier: "db" },
          marks: 2,
        },
        {
          ...base,
          kind: "redis",
          id: "answers",
          title: { ko: "redis가 redis:6379에서 답함", en: "redis answers at redis:6379" },
          from: "redis",
          host: "redis",
          port: 6379,
          command: ["PING"],
          reply: { equals: "PONG" },
          needs: ["finds"],
        },
        {
          ...base,
          kind: "ask",
          id: "cluster-ip",
          title: { ko: "Service redis의 ClusterIP", en: "the ClusterIP of Service redis" },
          question: { ko: "무엇입니까?", en: "Which is it?" },
          answer: { text: ["x"] },
        },
      ],
      prose: {
        ko: {
          text: "```text\n  redis ──▶ Pod\n```\n\nPod은 쉽게 사라지고 다시 만들어질 때마다 IP가 바뀝니다. Service는 변하지 않는 이름과 IP를 줍니다. `spec.selector`가 어느 **Pod**을 뜻하는지 정합니다.\n\n- 이름은 `redis`\n- 포트는 6379",
          task: "`# TODO` 자리에 `selector`를 적어 레이블이 `tier: db`인 Pod을 가리키게 합니다.",
          hints: ["하나", "둘", "셋"],
          why: "컨트롤러가 selector에 맞는 Pod을 찾아 그 IP와 포트를 EndpointSlice에 적었습니다.",
        },
        en: {
          text: "```text\n  redis ──▶ Pod\n```\n\nPods come and go, and their addresses with them. A Service gives them one name and one address that stay. Its `spec.selector` decides which **pods** it means.\n\n- its name is `redis`\n- its port is 6379",
          task: "In place of `# TODO` write a `selector` that means the pods labelled `tier: db`.",
          hints: ["one", "two", "three"],
          why: "The controller saw a Service whose selector matches a ready pod and wrote its address into an EndpointSlice.",
        },
      },
    },
  ],
};

export const step = lab.steps[0]!;

const wrongSelector: ReportedFinding = {
  code: "selector-matches-nothing",
  object: { kind: "Service", namespace: "default", name: "redis" },
  path: "spec.selector",
  seen: { app: "counter", tier: "database" },
  wanted: { app: "counter", tier: "db" },
  nearest: { app: "counter", tier: "db" },
  file: { path: "counter-redis-svc.yml", line: 34, column: 5 },
  fix: { command: ["kubectl", "patch", "svc", "redis", "--type=merge", "-p", '{"spec":{"selector":{"tier":"db"}}}'] },
  message: {
    ko: "Service는 레이블로 Pod을 찾습니다. tier: database인 Pod이 없습니다.",
    en: "A Service finds pods by their labels. No pod carries tier: database.",
  },
};

const missing: ReportedFinding = {
  code: "missing",
  object: { kind: "Service", namespace: "default", name: "redis" },
  message: { ko: "Service default/redis 없음.", en: "There is no Service default/redis yet." },
};

const wrongKind: ReportedFinding = {
  code: "manifest-kind",
  object: { kind: "Service", namespace: "default", name: "redis" },
  path: "kind",
  seen: "NodePort",
  wanted: "Service",
  file: { path: "counter-redis-svc.yml", line: 22, column: 1 },
  message: {
    ko: "kind: NodePort라는 리소스는 없습니다. NodePort는 Service의 type입니다.",
    en: "There is no kind NodePort. NodePort is a type of Service.",
  },
};

const unanswered: ReportedFinding = {
  code: "ask-unanswered",
  object: { kind: "Question", namespace: "default", name: "cluster-ip" },
  message: { ko: "아직 대답하지 않은 질문입니다.", en: "This question hasn't been answered yet." },
};

export const notBegun = report([
  passed("ready"),
  failed("finds", missing),
  { ...check("answers"), status: "blocked", by: ["finds"] },
  failed("cluster-ip", unanswered),
]);
export const mistaken = report([
  passed("ready"),
  failed("finds", wrongSelector),
  { ...check("answers"), status: "blocked", by: ["finds"] },
  { ...check("cluster-ip"), status: "blocked", by: ["finds"] },
]);
/** A starter file that comes with a mistake. */
export const given = report([
  passed("ready"),
  failed("finds", wrongKind),
  { ...check("answers"), status: "blocked", by: ["finds"] },
  { ...check("cluster-ip"), status: "blocked", by: ["finds"] },
]);
export const asking = report([passed("ready"), passed("finds"), passed("answers"), failed("cluster-ip", unanswered)]);
export const done = report(step.checks.map(({ id }) => passed(id)));
export const doubtful = report([
  passed("ready"),
  passed("finds"),
  { ...check("answers"), status: "unknown", why: { code: "no-route", detail: "connect ETIMEDOUT 192.168.49.2:31000" } },
  passed("cluster-ip"),
]);

const service: KubeObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "redis", namespace: "default" },
  spec: { clusterIP: "10.96.0.12", ports: [{ port: 6379 }] },
};

const slice: KubeObject = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "redis-x", namespace: "default", labels: { "kubernetes.io/service-name": "redis" } },
  ports: [{ port: 6379 }],
  endpoints: [
    { addresses: ["10.244.0.3"], conditions: { ready: true }, targetRef: { name: "redis-5cb78b9855-jwg9m" } },
    { addresses: ["10.244.0.4"], conditions: { ready: false }, targetRef: { name: "redis-5cb78b9855-x2v7c" } },
  ],
};

export function seen(...items: readonly KubeObject[]): Observation {
  const lists = ["Service", "EndpointSlice"].map((kind) => ({
    query: { apiVersion: "v1", kind },
    result: { status: "read" as const, items: items.filter((item) => item.kind === kind) },
  }));
  return {
    formatVersion: 1,
    lab: "clusterip",
    cluster: { kind: "practice", name: "practice", namespace: "default" },
    takenAt: "2026-01-01T00:00:00.000Z",
    world: { lists, logs: [] },
    probes: [],
    answers: {},
    files: [],
  };
}

export const wired = seen(service, slice);

function check(id: string): ReportedCheck {
  const { title, marks } = step.checks.find((each) => each.id === id)!;
  return { id, step: step.id, title, marks, status: "passed", findings: [] };
}

function passed(id: string): ReportedCheck {
  return check(id);
}

function failed(id: string, finding: ReportedFinding): ReportedCheck {
  return { ...check(id), status: "failed", findings: [finding] };
}

function report(checks: readonly ReportedCheck[]): Report {
  const sum = (some: readonly ReportedCheck[]): number => some.reduce((total, { marks }) => total + marks, 0);
  return {
    formatVersion: 1,
    lab: "clusterip",
    cluster: { kind: "practice", name: "practice", namespace: "default" },
    earned: sum(checks.filter(({ status }) => status === "passed")),
    possible: sum(checks),
    causes: checks.flatMap(({ findings }) => findings),
    checks,
  };
}
