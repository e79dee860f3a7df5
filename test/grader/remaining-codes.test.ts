import { describe, expect, it } from "vitest";
import type { Finding, Lab, ProbeRequest, ProbeResult } from "../../grader/index.ts";
import type { KubeObject } from "../../grader/model.ts";
import { labs } from "../labs/course.ts";
import { counterLab, echoLab } from "./support/labs.ts";
import { deployment, pod, service } from "./support/objects.ts";
import { healthyAnswers, refusing, reportOn, type WorldSketch } from "./support/world.ts";

const image = "ghcr.io/subicura/echo:v1";
const port = { port: 3000, targetPort: 3000, nodePort: 32000, protocol: "TCP" };
const echoService = service({ name: "echo", type: "NodePort", selector: { app: "echo" }, ports: [port] });
const echoPods = deployment({ name: "echo", labels: { app: "echo" }, image, replicas: 3 });
const echo = [...echoPods, echoService];
const sliceOf = (labels: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "echo-more", namespace: "default", labels: { "kubernetes.io/service-name": "echo", ...labels } },
  endpoints: [{ addresses: ["10.244.0.77"], conditions: { ready: true } }],
});
const oldPod = [
  pod({ name: "echo-old-1", labels: { app: "echo" }, owner: "echo-old", address: "10.244.0.70", spec: { containers: [{ name: "echo", image }] } }),
  {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: "echo-old", namespace: "default", ownerReferences: [{ kind: "Deployment", name: "echo", controller: true }] },
  } satisfies KubeObject,
];

/** A pod, or what a Deployment makes pods of, with more in its spec. */
function withPodSpec(object: KubeObject, more: Readonly<Record<string, unknown>>): KubeObject {
  const spec = object.spec as Record<string, unknown> & { readonly template?: Record<string, unknown> };
  if (object.kind === "Pod") return { ...object, spec: { ...spec, ...more } };
  const template = { ...spec.template, spec: { ...(spec.template?.spec as object), ...more } };
  return object.kind === "Deployment" ? { ...object, spec: { ...spec, template } } : object;
}

/** As pods are that no scheduler and no kubelet has looked at. */
const untouched = (more: Readonly<Record<string, unknown>>): readonly KubeObject[] =>
  deployment({ name: "echo", labels: { app: "echo" }, image, replicas: 3, podStatus: { conditions: [], containerStatuses: [] } }).map((object) =>
    withPodSpec(object, more),
  );
const node: KubeObject = { apiVersion: "v1", kind: "Node", metadata: { name: "minikube" } };

const gates = [{ conditionType: "example.com/warm" }];
const gated = deployment({
  name: "echo",
  labels: { app: "echo" },
  image,
  replicas: 3,
  podStatus: {
    phase: "Running",
    conditions: [
      { type: "PodScheduled", status: "True" },
      { type: "ContainersReady", status: "True" },
      { type: "Ready", status: "False" },
    ],
  },
}).map((object) => withPodSpec(object, { readinessGates: gates }));

const db = { app: "counter", tier: "db" };
const withHost = (host: string) => [
  ...deployment({ name: "redis", labels: db, image: "redis", firstAddress: 3 }),
  service({ name: "redis", selector: db }),
  ...deployment({
    name: "counter",
    labels: { app: "counter", tier: "app" },
    image: "ghcr.io/subicura/counter:latest",
    firstAddress: 7,
    container: {
      env: [
        { name: "REDIS_HOST", value: host },
        { name: "REDIS_PORT", value: "6379" },
      ],
    },
  }),
];
const counter = withHost("redis");

type Answer = (request: ProbeRequest) => ProbeResult | undefined;
const said = (stdout: string, exitCode = 0): ProbeResult => ({ kind: "exec", exitCode, stdout, stderr: "" });
/** As a healthy world, but for one program. */
const but = (objects: readonly KubeObject[], program: string, result: ProbeResult): Answer => {
  const healthy = healthyAnswers(objects);
  return (request) => (request.kind === "exec" && request.command[0] === program ? result : healthy(request));
};
const bodies =
  (body: string, code = 200): Answer =>
  (request) =>
    request.kind === "http"
      ? {
          kind: "http",
          vantage: { via: "node-address", address: "127.0.49.2:32000", proves: "the-path-asked-for" },
          replies: Array.from({ length: request.requests }, () => ({ outcome: "answered" as const, code, body })),
        }
      : undefined;
const manifest = (namespace: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: echo\n  namespace: ${namespace}\nspec:\n  type: NodePort\n  ports: [{port: 3000, nodePort: 32000}]\n  selector: {app: echo}\n`;

interface Case {
  readonly lab?: Lab;
  readonly world: WorldSketch;
  readonly object: string;
}

const courseCounter = labs.find(({ name }) => name === "counter")!;
const firstPod = echoPods.find(({ kind }) => kind === "Pod")!.metadata.name;

const courseBalancer = labs.find(({ name }) => name === "loadbalancer")!;
const unserved = service({ name: "counter-lb", type: "LoadBalancer", selector: { app: "counter", tier: "app" }, ports: [{ port: 30000, targetPort: 3000 }] });

const cases: Partial<Record<Finding["code"], Case>> = {
  "balancer-class": {
    lab: courseBalancer,
    world: {
      cluster: "kubeconfig",
      objects: [...counter, { ...unserved, spec: { ...(unserved.spec as object), loadBalancerClass: "example.com/nobody" } }],
      answers: { "why-pending": "nobody" },
    },
    object: "Service/counter-lb",
  },
  "node-unknown": { world: { objects: [...untouched({ nodeName: "worker-2" }), echoService, node] }, object: "Deployment/echo" },
  "readiness-gate": { world: { objects: [...gated, echoService] }, object: "Deployment/echo" },
  "manifest-namespace": { world: { objects: echoPods, files: [{ path: "echo.yml", text: manifest("elsewhere") }] }, object: "Service/echo" },
  "field-missing": {
    lab: counterLab,
    world: { objects: counter.map((held) => (held.kind === "Service" ? { ...held, spec: {} } : held)), answers: { ip: "10.96.0.12" } },
    object: "Service/redis",
  },
  "env-differs": { lab: counterLab, world: { objects: withHost("localhost"), answer: refusing("timeout") }, object: "Deployment/counter" },
  "pods-not-created": {
    world: {
      objects: echoPods
        .filter(({ kind }) => kind !== "Pod")
        .map((held) =>
          held.kind === "Deployment"
            ? { ...held, status: { conditions: [{ type: "ReplicaFailure", status: "True", message: "no such service account" }] } }
            : held,
        ),
    },
    object: "Deployment/echo",
  },
  starting: {
    world: { objects: deployment({ name: "echo", labels: { app: "echo" }, image, replicas: 3, podStatus: { containerStatuses: [] } }) },
    object: "Deployment/echo",
  },
  "rolling-out": { world: { objects: [...echo, ...oldPod], answer: healthyAnswers(echo) }, object: "Deployment/echo" },
  "endpoints-pending": {
    world: { objects: [...echo, sliceOf({ "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io" })], answer: healthyAnswers(echo) },
    object: "EndpointSlice/echo",
  },
  "endpoints-by-hand": { world: { objects: [...echo, sliceOf({})], answer: healthyAnswers(echo) }, object: "EndpointSlice/echo-more" },
  "container-port-wrong": {
    world: {
      objects: [
        ...deployment({ name: "echo", labels: { app: "echo" }, image, replicas: 3, container: { ports: [{ name: "http", containerPort: 8080 }] } }),
        service({ name: "echo", type: "NodePort", selector: { app: "echo" }, ports: [{ ...port, targetPort: "http" }] }),
      ],
      answer: refusing("refused"),
    },
    object: "Deployment/echo",
  },
  "not-answering": { world: { objects: echo, answer: bodies("oops", 500) }, object: "Service/echo" },
  "answer-differs": { world: { objects: echo, answer: bodies(`version: v2\nhostname: ${firstPod}\n`) }, object: "Service/echo" },
  "backends-missed": { world: { objects: echo, answer: bodies(`version: v1\nhostname: ${firstPod}\n`) }, object: "Service/echo" },
  "count-stands-still": { lab: counterLab, world: { objects: counter, answer: but(counter, "curl", said("5\n")) }, object: "Deployment/counter" },
  "redis-reply-differs": { lab: counterLab, world: { objects: counter, answer: but(counter, "nc", said("$1\r\n0\r\n+OK\r\n")) }, object: "Service/redis" },
  "name-unresolved": {
    lab: counterLab,
    world: { objects: counter, answer: but(counter, "nslookup", said("** server can't find redis: NXDOMAIN\n", 1)) },
    object: "Service/redis",
  },
  "name-elsewhere": {
    lab: counterLab,
    world: { objects: counter, answer: but(counter, "nslookup", said("Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tredis\nAddress: 10.0.0.9\n")) },
    object: "Service/redis",
  },
  "log-missing": {
    lab: courseCounter,
    world: { objects: counter, answer: healthyAnswers(counter), logs: ["Server listening at http://0.0.0.0:3000"] },
    object: "Pod/counter",
  },
};

describe("a cause that no wrong answer of the exam is given", () => {
  it.each(Object.entries(cases))("%s is found in its world", async (code, { lab = echoLab, world, object }) => {
    const { causes } = await reportOn(lab, world);
    const found = causes.find((cause) => cause.code === code);
    expect(found, causes.map((cause) => `${cause.code} ${cause.object.kind}/${cause.object.name} ${cause.path ?? ""}`).join("\n")).toBeDefined();
    expect(`${found?.object.kind}/${found?.object.name}`).toMatch(new RegExp(`^${object}`));
  });
});

it("pods of a Deployment whose name only begins alike are strangers", async () => {
  const again = deployment({ name: "echo-again", labels: { app: "echo" }, image, firstAddress: 40 });
  const { causes } = await reportOn(echoLab, { objects: [...echo, ...again], answer: healthyAnswers(echo) });
  expect(causes[0]).toMatchObject({ code: "stranger-pods", fix: { command: ["kubectl", "scale", "deployment/echo-again", "--replicas=0"] } });
});
