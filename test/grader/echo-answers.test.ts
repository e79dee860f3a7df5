import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../grader/model.ts";
import { echoLab } from "./support/labs.ts";
import { type DeploymentSketch, deployment, pod, type ServiceSketch, service } from "./support/objects.ts";
import { healthyAnswers, refusing, reportOn, type WorldSketch } from "./support/world.ts";

const image = "ghcr.io/subicura/echo:v1";
const rightDeployment: DeploymentSketch = { name: "echo", labels: { app: "echo" }, image, replicas: 3, container: { ports: [{ containerPort: 3000 }] } };
const rightPort = { port: 3000, targetPort: 3000, nodePort: 32000, protocol: "TCP" };
const rightService: ServiceSketch = { name: "echo", type: "NodePort", selector: { app: "echo" }, ports: [rightPort] };

function echo(
  change: { readonly deployment?: Partial<DeploymentSketch>; readonly service?: Partial<ServiceSketch> | null; readonly more?: readonly KubeObject[] } = {},
): readonly KubeObject[] {
  const made = change.service === null ? [] : [service({ ...rightService, ...change.service })];
  return [...deployment({ ...rightDeployment, ...change.deployment }), ...made, ...(change.more ?? [])];
}

const answering = (objects: readonly KubeObject[]): WorldSketch => ({ objects, answer: healthyAnswers(objects) });
const silent = (objects: readonly KubeObject[]): WorldSketch => ({ objects, answer: refusing("refused") });

describe("right answers to the echo exercise", () => {
  const right: Readonly<Record<string, readonly KubeObject[]>> = {
    "as in the notes": echo(),
    "a second port before the asked one": echo({
      service: {
        ports: [
          { name: "metrics", port: 9090, targetPort: 3000, nodePort: 31999, protocol: "TCP" },
          { ...rightPort, name: "http" },
        ],
      },
    }),
    "a named targetPort": echo({
      deployment: { container: { ports: [{ name: "http", containerPort: 3000 }] } },
      service: { ports: [{ ...rightPort, targetPort: "http" }] },
    }),
    "extra labels": echo({
      deployment: { labels: { app: "echo", tier: "app", "app.kubernetes.io/name": "echo" } },
      service: { selector: { app: "echo", tier: "app" } },
    }),
    "a selector by expressions": echo({ deployment: { selector: { matchExpressions: [{ key: "app", operator: "In", values: ["echo"] }] } } }),
    "no containerPort": echo({ deployment: { container: {} } }),
    "a LoadBalancer's node port where the type is not asked for": echo(),
  };
  it.each(Object.entries(right))("%s earns everything", async (_, objects) => {
    const report = await reportOn(echoLab, answering(objects));
    expect(report.causes).toEqual([]);
    expect(report.earned).toBe(report.possible);
  });
});

interface Wrong {
  readonly world: WorldSketch;
  readonly code: string;
  readonly object: string;
  readonly path?: string;
  readonly fix?: string;
}

const waiting = (reason: string, message = "") => ({ status: { state: { waiting: { reason, message } } } });
const stranger = pod({ name: "echo-rs-k2x9z", labels: { app: "echo" }, address: "10.244.0.99", spec: { containers: [{ name: "echo", image }] } });
const other = service({ name: "web", type: "NodePort", selector: { app: "web" }, ports: [{ port: 80, targetPort: 80, nodePort: 32000, protocol: "TCP" }] });

const wrong: Readonly<Record<string, Wrong>> = {
  "an empty cluster": { world: silent([]), code: "missing", object: "Deployment/echo" },
  "a selector typo": {
    world: silent(echo({ service: { selector: { app: "ehco" } } })),
    code: "selector-matches-nothing",
    object: "Service/echo",
    path: "spec.selector",
    fix: `kubectl patch svc echo --type=merge -p {"spec":{"selector":{"app":"echo"}}}`,
  },
  "a selector with a label too many": {
    world: silent(echo({ service: { selector: { app: "echo", tier: "web" } } })),
    code: "selector-matches-nothing",
    object: "Service/echo",
    path: "spec.selector",
    fix: `kubectl patch svc echo --type=merge -p {"spec":{"selector":{"tier":null}}}`,
  },
  "no selector": { world: silent(echo({ service: { selector: null } })), code: "selector-missing", object: "Service/echo", path: "spec.selector" },
  "a wrong targetPort": {
    world: silent(echo({ service: { ports: [{ ...rightPort, targetPort: 8080 }] } })),
    code: "target-port-wrong",
    object: "Service/echo",
    path: "spec.ports[0].targetPort",
  },
  "a targetPort by a name no pod has": {
    world: silent(echo({ service: { ports: [{ ...rightPort, targetPort: "web" }] } })),
    code: "target-port-name",
    object: "Service/echo",
    path: "spec.ports[0].targetPort",
  },
  "another node port": {
    world: silent(echo({ service: { ports: [{ ...rightPort, nodePort: 32001 }] } })),
    code: "node-port-wrong",
    object: "Service/echo",
    path: "spec.ports[0].nodePort",
    fix: `kubectl patch svc echo --type=json -p [{"op":"add","path":"/spec/ports/0/nodePort","value":32000}]`,
  },
  "a node port on the second port": {
    world: silent(
      echo({
        service: {
          ports: [
            { name: "a", port: 80, targetPort: 3000, nodePort: 31999 },
            { ...rightPort, name: "b", nodePort: 32002 },
          ],
        },
      }),
    ),
    code: "node-port-wrong",
    object: "Service/echo",
    path: "spec.ports[1].nodePort",
  },
  "the node port held by another Service": {
    world: silent(echo({ service: { ports: [{ ...rightPort, nodePort: 32001 }] }, more: [other] })),
    code: "node-port-taken",
    object: "Service/echo",
    path: "spec.ports[0].nodePort",
  },
  "type left out": {
    world: silent(echo({ service: { type: "ClusterIP", ports: [{ port: 3000, targetPort: 3000, protocol: "TCP" }] } })),
    code: "type-wrong",
    object: "Service/echo",
    path: "spec.type",
    fix: `kubectl patch svc echo --type=json -p [{"op":"add","path":"/spec/type","value":"NodePort"},{"op":"add","path":"/spec/ports/0/nodePort","value":32000}]`,
  },
  "scaled to zero": {
    world: silent(echo({ deployment: { replicas: 0 } })),
    code: "scaled-to-zero",
    object: "Deployment/echo",
    path: "spec.replicas",
    fix: "kubectl scale deployment/echo --replicas=3",
  },
  "two pods": { world: answering(echo({ deployment: { replicas: 2 } })), code: "too-few-pods", object: "Deployment/echo", path: "spec.replicas" },
  "four pods": { world: answering(echo({ deployment: { replicas: 4 } })), code: "field-differs", object: "Deployment/echo", path: "spec.replicas" },
  "an image typo": {
    world: silent(echo({ deployment: { image: "ghcr.io/subicura/ehco:v1", ...waiting("ImagePullBackOff") } })),
    code: "image-not-found",
    object: "Deployment/echo",
    path: "spec.template.spec.containers[0].image",
    fix: `kubectl set image deployment/echo echo=${image}`,
  },
  "the look-alike registry": {
    world: silent(echo({ deployment: { image: "ghrc.io/subicura/echo:v1", ...waiting("ErrImagePull") } })),
    code: "image-look-alike",
    object: "Deployment/echo",
    path: "spec.template.spec.containers[0].image",
  },
  "an image name with a space": {
    world: silent(echo({ deployment: { image: "ghcr.io/subicura/echo :v1", ...waiting("InvalidImageName") } })),
    code: "image-name-invalid",
    object: "Deployment/echo",
    path: "spec.template.spec.containers[0].image",
  },
  "version 2": {
    world: answering(echo({ deployment: { image: "ghcr.io/subicura/echo:v2" } })),
    code: "image-differs",
    object: "Deployment/echo",
    path: "spec.template.spec.containers[0].image",
  },
  "another container name": {
    world: answering(echo({ deployment: { container: { name: "web" } } })),
    code: "container-name",
    object: "Deployment/echo",
    path: "spec.template.spec.containers[0].name",
  },
  "other labels": {
    world: silent(echo({ deployment: { labels: { app: "web" } } })),
    code: "labels-differ",
    object: "Deployment/echo",
    path: "spec.template.metadata.labels",
  },
  "leftover pods": { world: answering(echo({ more: [stranger] })), code: "stranger-pods", object: "Service/echo", path: "spec.selector" },
  "a Service of another name": {
    world: silent(echo({ service: { name: "ehco" } })),
    code: "near-name",
    object: "Service/ehco",
    path: "metadata.name",
  },
  "a Service in another namespace": {
    world: silent(echo({ service: { namespace: "lab" } })),
    code: "other-namespace",
    object: "Service/echo",
    path: "metadata.namespace",
  },
  "a session that sticks": {
    world: { objects: echo({ service: { more: { sessionAffinity: "ClientIP" } } }), answer: healthyAnswers(echo({ deployment: { replicas: 1 } })) },
    code: "session-affinity",
    object: "Service/echo",
    path: "spec.sessionAffinity",
  },
};

describe("wrong answers to the echo exercise", () => {
  it.each(Object.entries(wrong))("%s is given its cause", async (_, { world, code, object, path, fix }) => {
    const report = await reportOn(echoLab, world);
    const [root] = report.causes;
    expect(report.earned).toBeLessThan(report.possible);
    expect({ code: root?.code, object: `${root?.object.kind}/${root?.object.name}`, path: root?.path }).toEqual({ code, object, path });
    if (fix !== undefined) expect(root?.fix?.command.join(" ")).toBe(fix);
    for (const words of Object.values(root!.message)) expect(words).not.toMatch(/undefined|\[object/);
  });
});

describe("marks", () => {
  it("an empty cluster earns nothing", async () => {
    expect((await reportOn(echoLab, { objects: [] })).earned).toBe(0);
  });

  it("what follows from one cause is not another cause", async () => {
    const report = await reportOn(echoLab, silent(echo({ service: { selector: { app: "ehco" } } })));
    expect(report.causes).toHaveLength(1);
  });
});
