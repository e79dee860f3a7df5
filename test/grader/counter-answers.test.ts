import { describe, expect, it } from "vitest";
import type { KubeObject, Trouble } from "../../grader/model.ts";
import { counterLab } from "./support/labs.ts";
import { type DeploymentSketch, deployment, type ServiceSketch, service } from "./support/objects.ts";
import { healthyAnswers, refusing, reportOn, type WorldSketch } from "./support/world.ts";

const db = { app: "counter", tier: "db" };
const app = { app: "counter", tier: "app" };
const env = (host: string, port: string | undefined) => [
  { name: "REDIS_HOST", value: host },
  ...(port === undefined ? [] : [{ name: "REDIS_PORT", value: port }]),
];
const config = (addresses: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "config", namespace: "metallb-system" },
  data: { config: `address-pools:\n- name: default\n  protocol: layer2\n  addresses:\n  - ${addresses}\n` },
});
const node: KubeObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "minikube" },
  status: { addresses: [{ type: "InternalIP", address: "127.0.49.2" }] },
};
const metallb = [
  ...deployment({ name: "controller", namespace: "metallb-system", labels: { app: "metallb" }, image: "quay.io/metallb/controller:v0.9.6", firstAddress: 50 }),
  node,
];

interface Change {
  readonly redis?: Partial<DeploymentSketch> | null;
  readonly redisService?: Partial<ServiceSketch> | null;
  readonly counter?: Partial<DeploymentSketch>;
  readonly balancer?: Partial<ServiceSketch> | null;
  readonly addon?: readonly KubeObject[];
}

function counter(change: Change = {}): readonly KubeObject[] {
  const lb: ServiceSketch = {
    name: "counter-lb",
    type: "LoadBalancer",
    selector: app,
    ports: [{ port: 30000, targetPort: 3000, nodePort: 30096, protocol: "TCP" }],
    address: "127.0.49.2",
  };
  return [
    ...(change.redis === null ? [] : deployment({ name: "redis", labels: db, image: "redis", firstAddress: 3, ...change.redis })),
    ...(change.redisService === null ? [] : [service({ name: "redis", selector: db, ...change.redisService })]),
    ...deployment({
      name: "counter",
      labels: app,
      image: "ghcr.io/subicura/counter:latest",
      firstAddress: 7,
      container: { env: env("redis", "6379") },
      ...change.counter,
    }),
    ...(change.balancer === null ? [] : [service({ ...lb, ...change.balancer })]),
    ...(change.addon ?? [...metallb, config("127.0.49.2-127.0.49.2")]),
  ];
}

const answers = { ip: "10.96.0.12" };
const well = (objects: readonly KubeObject[]): WorldSketch => ({ objects, answer: healthyAnswers(objects), answers });
const hanging = (objects: readonly KubeObject[], logs: readonly string[] = []): WorldSketch => ({ objects, answer: refusing("timeout"), answers, logs });
const withEnv = (host: string, port: string | undefined) => counter({ counter: { container: { env: env(host, port) } } });
const crashing = { restartCount: 3, state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" } }, lastState: { terminated: { exitCode: 1 } } };
const holder = service({ name: "other-lb", type: "LoadBalancer", selector: { app: "x" }, address: "127.0.49.2" });

describe("right answers to the counter exercise", () => {
  const right: Readonly<Record<string, WorldSketch>> = {
    "as in the notes": well(counter()),
    "redis by its full image name": well(counter({ redis: { image: "docker.io/library/redis:latest" } })),
    "an address without MetalLB": well(counter({ addon: [node] })),
    "a host by its full name": well(withEnv("redis.default.svc.cluster.local", "6379")),
  };
  it.each(Object.entries(right))("%s earns everything", async (_, world) => {
    const report = await reportOn(counterLab, world);
    expect(report.causes).toEqual([]);
    expect(report.earned).toBe(report.possible);
  });
});

const wrong: Readonly<Record<string, readonly [WorldSketch, string, string, (string | undefined)?, string?]>> = {
  "the redis Service without tier": [
    well(counter({ redisService: { selector: { app: "counter" } } })),
    "selector-too-broad",
    "Service/redis",
    "spec.selector",
    `kubectl patch svc redis --type=merge -p {"spec":{"selector":{"tier":"db"}}}`,
  ],
  "the redis Service on the counter": [hanging(counter({ redisService: { selector: app } })), "selector-other-pods", "Service/redis", "spec.selector"],
  "the redis Service on a wrong tier": [
    hanging(counter({ redisService: { selector: { app: "counter", tier: "database" } } })),
    "selector-matches-nothing",
    "Service/redis",
    "spec.selector",
  ],
  "redis without its tier label": [
    hanging(counter({ redis: { labels: { app: "counter" } } })),
    "labels-differ",
    "Deployment/redis",
    "spec.template.metadata.labels",
  ],
  "no redis Service": [hanging(counter({ redisService: null })), "missing", "Service/redis"],
  "the redis Service misspelt": [hanging(counter({ redisService: { name: "redsi" } })), "near-name", "Service/redsi", "metadata.name"],
  "redis scaled to zero": [hanging(counter({ redis: { replicas: 0 } })), "scaled-to-zero", "Deployment/redis", "spec.replicas"],
  "REDIS_HOST misspelt": [
    hanging(withEnv("redsi", "6379")),
    "env-host-unknown",
    "Deployment/counter",
    "spec.template.spec.containers[0].env[0].value",
    "kubectl set env deployment/counter --containers=counter REDIS_HOST=redis",
  ],
  "REDIS_PORT wrong": [hanging(withEnv("redis", "6380")), "env-port-wrong", "Deployment/counter", "spec.template.spec.containers[0].env[1].value"],
  "REDIS_HOST left out": [
    hanging(counter({ counter: { container: { env: [{ name: "REDIS_PORT", value: "6379" }] } } })),
    "env-missing",
    "Deployment/counter",
    "spec.template.spec.containers[0].env",
  ],
  "REDIS_PORT left to Kubernetes": [
    hanging(counter({ counter: { container: { env: env("redis", undefined) }, status: crashing } }), [
      "TypeError [ERR_INVALID_URL]: Invalid URL",
      "  input: 'redis://redis:tcp://10.96.0.12:6379'",
    ]),
    "crash-redis-port",
    "Deployment/counter",
    "spec.template.spec.containers[0].env",
    "kubectl set env deployment/counter --containers=counter REDIS_PORT=6379",
  ],
  "a command of its own that ends": [
    hanging(counter({ counter: { container: { command: ["node", "index.js"], env: env("redis", "6379") }, status: crashing } }), [
      "Error: Cannot find module '/app/index.js'",
    ]),
    "crash",
    "Deployment/counter",
    "spec.template.spec.containers[0].command",
  ],
  "a program that isn't there": [
    hanging(
      counter({ counter: { container: { command: ["nodejs"] }, status: { state: { waiting: { reason: "RunContainerError", message: "exec: nodejs" } } } } }),
    ),
    "command-not-found",
    "Deployment/counter",
    "spec.template.spec.containers[0].command",
  ],
  "a ConfigMap that isn't there": [
    hanging(counter({ counter: { status: { state: { waiting: { reason: "CreateContainerConfigError", message: 'configmap "x" not found' } } } } })),
    "config-missing",
    "Deployment/counter",
    "spec.template.spec.containers[0].env",
  ],
  "a node that doesn't exist": [
    hanging(
      counter({
        counter: {
          podStatus: {
            conditions: [
              {
                type: "PodScheduled",
                status: "False",
                reason: "Unschedulable",
                message: "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
              },
            ],
            containerStatuses: [],
          },
        },
      }),
    ),
    "unschedulable",
    "Deployment/counter",
  ],
  "a probe of the wrong port": [
    hanging(
      counter({ counter: { container: { readinessProbe: { tcpSocket: { port: 8080 } }, env: env("redis", "6379") }, status: { state: { running: {} } } } }),
    ),
    "probe-fails",
    "Deployment/counter",
    "spec.template.spec.containers[0].readinessProbe.tcpSocket.port",
  ],
  "the name of the notes": [well(counter({ balancer: { name: "coutner-lb" } })), "near-name", "Service/coutner-lb", "metadata.name"],
  "no type": [well(counter({ balancer: { type: "ClusterIP" } })), "type-wrong", "Service/counter-lb", "spec.type"],
  "another port": [well(counter({ balancer: { ports: [{ port: 3000, targetPort: 3000 }] } })), "port-wrong", "Service/counter-lb", "spec.ports[0].port"],
  "no MetalLB": [
    { ...well(counter({ balancer: { address: undefined } as never, addon: [node] })) },
    "balancer-absent",
    "Deployment/controller",
    undefined,
    "minikube addons enable metallb",
  ],
  "an empty pool": [
    well(counter({ balancer: { address: undefined } as never, addon: [...metallb, config("-")] })),
    "pool-empty",
    "ConfigMap/config",
    "data.config",
  ],
  "a pool that is used up": [
    well([...counter({ balancer: { address: undefined } as never }), holder]),
    "pool-exhausted",
    "Service/counter-lb",
    "status.loadBalancer.ingress",
  ],
  "an address that is still to come": [
    well(counter({ balancer: { address: undefined } as never })),
    "address-pending",
    "Service/counter-lb",
    "status.loadBalancer.ingress",
  ],
  "a question not answered": [{ ...well(counter()), answers: {} }, "ask-unanswered", "Question/ip"],
  "a question answered wrong": [{ ...well(counter()), answers: { ip: "10.0.0.1" } }, "ask-wrong", "Question/ip"],
};

describe("wrong answers to the counter exercise", () => {
  it.each(Object.entries(wrong))("%s is given its cause", async (_, [world, code, object, path, fix]) => {
    const report = await reportOn(counterLab, world);
    const [root] = report.causes;
    expect({ code: root?.code, object: `${root?.object.kind}/${root?.object.name}`, path: root?.path }).toEqual({ code, object, path });
    expect(report.earned).toBeLessThan(report.possible);
    if (fix !== undefined) expect(root?.fix?.command.join(" ")).toBe(fix);
  });
});

const troubles: readonly Trouble[] = [
  { code: "forbidden", detail: "no" },
  { code: "unreachable", detail: "no" },
  { code: "timeout", detail: "no" },
];

describe("when it isn't the learner", () => {
  it.each(troubles)("lists that can't be read ($code) leave the verdicts unknown", async (trouble) => {
    const kinds = ["Service", "Deployment", "Pod", "ReplicaSet", "EndpointSlice"];
    const report = await reportOn(counterLab, { ...well(counter()), unreadable: Object.fromEntries(kinds.map((kind) => [kind, trouble])) });
    expect(report.causes).toEqual([]);
    expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(["unknown", "blocked"]));
  });

  it("a list that no verdict needs spoils none", async () => {
    const report = await reportOn(counterLab, { ...well(counter()), unreadable: { Node: { code: "forbidden", detail: "no" } } });
    expect(report.earned).toBe(report.possible);
  });

  it("a right image that can't be pulled is nobody's mistake", async () => {
    const pulling = { state: { waiting: { reason: "ImagePullBackOff", message: "toomanyrequests" } } };
    const report = await reportOn(counterLab, hanging(counter({ redis: { status: pulling } })));
    expect(report.checks.find(({ id }) => id === "redis-ready")?.why?.code).toBe("pull-failed");
    expect(report.causes).toEqual([]);
  });

  it("silence on the way from outside, with every object right, is no mistake", async () => {
    const objects = counter();
    const inside = healthyAnswers(objects);
    const report = await reportOn(counterLab, {
      objects,
      answers,
      answer: (request) => (request.kind === "http" ? refusing("timeout")(request) : inside(request)),
    });
    expect(report.checks.filter(({ status }) => status !== "passed").map(({ id, why }) => [id, why?.code])).toEqual([["lb-answers", "no-route"]]);
  });

  it("an exec that is refused leaves only what it was for unknown", async () => {
    const objects = counter();
    const report = await reportOn(counterLab, {
      objects,
      answers,
      answer: (request) =>
        request.kind === "exec" ? { kind: "unavailable", trouble: { code: "exec-refused", detail: "" } } : healthyAnswers(objects)(request),
    });
    expect(report.checks.filter(({ status }) => status !== "passed").map(({ id, status }) => [id, status])).toEqual([
      ["counts", "unknown"],
      ["kept", "unknown"],
      ["name", "unknown"],
    ]);
  });

  it("an answer through a tunnel doesn't prove the way that was asked for", async () => {
    const objects = counter();
    const inside = healthyAnswers(objects);
    const report = await reportOn(counterLab, {
      objects,
      answers,
      answer: (request) => {
        const result = inside(request);
        if (result?.kind !== "http") return result;
        return { ...result, vantage: { via: "minikube-service", address: "127.0.0.1:5000", proves: "not-the-load-balancer-address" } };
      },
    });
    expect(report.checks.find(({ id }) => id === "lb-answers")).toMatchObject({ status: "unknown", why: { code: "no-route" } });
  });
});
