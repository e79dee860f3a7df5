import { describe, expect, it } from "vitest";
import type { KubeObject, Trouble } from "../../grader/model.ts";
import { counterLab, echoLab } from "../grader/support/labs.ts";
import { deployment, service } from "../grader/support/objects.ts";
import { healthyAnswers, refusing, reportOn, type WorldSketch } from "../grader/support/world.ts";

const namespace = (name: string, phase = "Active"): KubeObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name }, status: { phase } });
const node = (change: { readonly spec?: object; readonly ready?: string } = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "minikube" },
  spec: change.spec ?? {},
  status: { conditions: [{ type: "Ready", status: change.ready ?? "True", reason: "KubeletNotReady", message: "container runtime is down" }] },
});
const dns = (ready: boolean): KubeObject => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "kube-dns-abc", namespace: "kube-system", labels: { "kubernetes.io/service-name": "kube-dns" } },
  endpoints: ready ? [{ addresses: ["10.244.0.2"], conditions: { ready: true } }] : null,
});

type Sketch = Partial<Parameters<typeof deployment>[0]>;

function echo(change: Sketch = {}, more: readonly KubeObject[] = [namespace("default"), node(), dns(true)]): readonly KubeObject[] {
  return [
    ...deployment({ name: "echo", labels: { app: "echo" }, image: "ghcr.io/subicura/echo:v1", replicas: 3, ...change }),
    service({ name: "echo", type: "NodePort", selector: { app: "echo" }, ports: [{ port: 3000, targetPort: 3000, nodePort: 32000 }] }),
    ...more,
  ];
}

const well = (objects: readonly KubeObject[]): WorldSketch => ({ objects, answer: healthyAnswers(objects) });
const silent = (objects: readonly KubeObject[]): WorldSketch => ({ objects, answer: refusing("timeout") });
const pending = (message: string): Sketch => ({
  status: {},
  podStatus: { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }], containerStatuses: [] },
});
const waiting = (reason: string, message: string): Sketch => ({ status: { state: { waiting: { reason, message } } } });

/** The Deployment whose pods the API server would not make. */
function refused(message: string, change: Sketch = {}): readonly KubeObject[] {
  return echo(change).flatMap((object) => {
    if (object.kind === "Pod") return [];
    if (object.kind !== "Deployment") return [object];
    const conditions = [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message }];
    return [{ ...object, status: { observedGeneration: 1, conditions } }];
  });
}

const quota = 'pods "echo-5cb78b9855-" is forbidden: exceeded quota: student, requested: pods=1, used: pods=0, limited: pods=0';
const limits = 'pods "echo-5cb78b9855-" is forbidden: maximum cpu usage per Container is 100m, but limit is 200m';
const webhook = 'admission webhook "policy.example.com" denied the request: no';
const privileges = 'pods "echo-5cb78b9855-" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false';
const greedy = { resources: { requests: { cpu: "900" } } };

const environments: Readonly<Record<string, readonly [Trouble["code"], WorldSketch]>> = {
  "a namespace that isn't there": ["namespace-gone", well([namespace("kube-system")])],
  "a namespace that is being deleted": ["namespace-gone", well(echo({}, [namespace("default", "Terminating")]))],
  "a node that isn't ready": ["node-not-ready", silent(echo({ status: {}, podStatus: {} }, [namespace("default"), node({ ready: "False" })]))],
  "a node that is closed": ["node-not-ready", silent(echo(pending("0/1 nodes are available: 1 node(s) were unschedulable.")))],
  "a disk that is full": [
    "node-not-ready",
    silent(echo(pending("0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }."))),
  ],
  "no room, where none was asked for": ["node-not-ready", silent(echo(pending("0/1 nodes are available: 1 Too many pods.")))],
  "a quota of the namespace": ["quota", silent(refused(quota))],
  "limits of the namespace": ["quota", silent(refused(limits))],
  "a webhook that says no": ["admission", silent(refused(webhook))],
  "a policy of the cluster": ["admission", silent(refused(privileges))],
  "too many pulls": ["pull-failed", silent(echo(waiting("ErrImagePull", "toomanyrequests: You have reached your pull rate limit.")))],
  "a registry that fails": ["pull-failed", silent(echo(waiting("ImagePullBackOff", "unexpected status from HEAD request: 503 Service Unavailable")))],
  "a node without a network": ["pull-failed", silent(echo(waiting("ErrImagePull", "dial tcp: lookup ghcr.io on 10.0.2.3:53: read udp: i/o timeout")))],
  "an address that refuses, while all pods listen": ["refused", { objects: echo(), answer: refusing("refused") }],
};

describe("what is wrong around a right answer", () => {
  it.each(Object.entries(environments))("%s takes no mark", async (_what, [code, world]) => {
    const report = await reportOn(echoLab, world);
    expect(report.causes).toEqual([]);
    expect(new Set(report.checks.flatMap(({ why }) => why?.code ?? []))).toContain(code);
    expect(report.earned).toBeLessThan(report.possible);
  });
});

const mistakes: Readonly<Record<string, readonly [string, WorldSketch]>> = {
  "a Service without endpoints, while a node is ill": [
    "selector-matches-nothing",
    silent([
      ...echo({}, [namespace("default"), node({ ready: "False" })]).filter(({ kind }) => kind !== "Service"),
      service({ name: "echo", type: "NodePort", selector: { app: "ecko" }, ports: [{ port: 3000, targetPort: 3000, nodePort: 32000 }] }),
    ]),
  ],
  "a misspelt image, while the node has no network": [
    "image-not-found",
    silent(echo({ image: "ghcr.io/subicura/ehco:v1", ...waiting("ErrImagePull", "dial tcp: lookup ghcr.io: i/o timeout") })),
  ],
  "a misspelt registry": ["image-look-alike", silent(echo({ image: "ghrc.io/subicura/echo:v1", ...waiting("ErrImagePull", "403 Forbidden") }))],
  "a private image": ["image-not-found", silent(echo({ image: "ghcr.io/subicura/echo-private:v1", ...waiting("ErrImagePull", "403 Forbidden") }))],
  "a pull that the answer forbids": ["field-differs", silent(echo(waiting("ErrImageNeverPull", "Container image is not present with pull policy of Never")))],
  "more than the quota, and more than was asked": ["field-differs", silent(refused(quota, { replicas: 5 }))],
  "more than the limits, because it was asked for": ["pods-not-created", silent(refused(limits, { container: greedy }))],
  "more than a node has, because it was asked for": [
    "unschedulable",
    silent(echo({ ...pending("0/1 nodes are available: 1 Insufficient cpu."), container: greedy })),
  ],
  "a command of one's own, which doesn't listen": [
    "command-overridden",
    { objects: echo({ container: { command: ["sleep", "600"] } }), answer: refusing("refused") },
  ],
  "a Deployment that isn't there, while the DNS is down": [
    "missing",
    silent(echo({}, [namespace("default"), node(), dns(false)]).filter(({ kind }) => kind === "Service" || kind === "EndpointSlice")),
  ],
};

describe("a mistake does not hide behind the environment", () => {
  it.each(Object.entries(mistakes))("%s is named", async (_what, [code, world]) => {
    const report = await reportOn(echoLab, world);
    expect(report.causes[0]?.code).toBe(code);
  });
});

describe("the cluster's DNS", () => {
  const db = { app: "counter", tier: "db" };
  const env = [
    { name: "REDIS_HOST", value: "redis" },
    { name: "REDIS_PORT", value: "6379" },
  ];
  const objects = (ready: boolean): readonly KubeObject[] => [
    ...deployment({ name: "redis", labels: db, image: "redis", firstAddress: 3 }),
    service({ name: "redis", selector: db }),
    ...deployment({ name: "counter", labels: { app: "counter", tier: "app" }, image: "ghcr.io/subicura/counter:latest", firstAddress: 7, container: { env } }),
    dns(ready),
  ];
  const codes = async (ready: boolean) => {
    const { checks } = await reportOn(counterLab, { objects: objects(ready), answer: refusing("timeout") });
    return Object.fromEntries(checks.filter(({ id }) => ["counts", "kept"].includes(id)).map(({ id, status, why }) => [id, why?.code ?? status]));
  };

  it("explains why nothing that looks up a name is answered when nobody serves it", async () => {
    expect(await codes(false)).toEqual({ counts: "dns-down", kept: "timeout" });
  });

  it("explains nothing when it is served", async () => {
    expect(await codes(true)).toMatchObject({ counts: "failed" });
  });
});
