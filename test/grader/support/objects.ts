/** Live objects as an API server returns them, built small. */
import type { KubeObject } from "../../../grader/model.ts";

type Labels = Readonly<Record<string, string>>;

export interface DeploymentSketch {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
  readonly image: string;
  readonly replicas?: number;
  readonly container?: Readonly<Record<string, unknown>>;
  readonly selector?: Readonly<Record<string, unknown>>;
  /** Container status of every pod; absent: running and ready. */
  readonly status?: Readonly<Record<string, unknown>>;
  readonly podStatus?: Readonly<Record<string, unknown>>;
  readonly firstAddress?: number;
}

/** A Deployment with its ReplicaSet and its pods. */
export function deployment(sketch: DeploymentSketch): readonly KubeObject[] {
  const { name, labels, image, replicas = 1, namespace = "default" } = sketch;
  const container = { name, image, ...sketch.container };
  const spec = { containers: [container] };
  const ready = sketch.status === undefined && sketch.podStatus === undefined;
  const set = `${name}-5cb78b9855`;
  const pods = Array.from({ length: replicas }, (_, index) =>
    pod({ ...sketch, namespace, name: `${set}-${"abcdefgh"[index]}x2z4`, owner: set, address: `10.244.0.${(sketch.firstAddress ?? 10) + index}`, spec }),
  );
  const counts = ready
    ? { replicas, readyReplicas: replicas, updatedReplicas: replicas, availableReplicas: replicas }
    : { replicas, updatedReplicas: replicas };
  return [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace, uid: `uid-${name}`, generation: 1 },
      spec: { replicas, selector: sketch.selector ?? { matchLabels: labels }, template: { metadata: { labels }, spec } },
      status: { observedGeneration: 1, ...counts },
    },
    {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: {
        name: set,
        namespace,
        annotations: { "deployment.kubernetes.io/revision": "1" },
        ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name, uid: `uid-${name}`, controller: true }],
      },
      spec: { replicas },
    },
    ...pods,
  ];
}

interface PodSketch {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
  readonly owner?: string;
  readonly address: string;
  readonly spec: Readonly<Record<string, unknown>> & { readonly containers: readonly Readonly<Record<string, unknown>>[] };
  readonly status?: Readonly<Record<string, unknown>>;
  readonly podStatus?: Readonly<Record<string, unknown>>;
}

export function pod(sketch: PodSketch): KubeObject {
  const ready = sketch.status === undefined && sketch.podStatus === undefined;
  const { name, image } = sketch.spec.containers[0]!;
  const running = { name, image, ready: true, restartCount: 0, state: { running: { startedAt: "2026-01-01T00:00:00Z" } } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: sketch.name,
      namespace: sketch.namespace ?? "default",
      labels: sketch.owner === undefined ? sketch.labels : { ...sketch.labels, "pod-template-hash": "5cb78b9855" },
      ...(sketch.owner === undefined ? {} : { ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: sketch.owner, controller: true }] }),
    },
    spec: sketch.spec,
    status: {
      phase: ready ? "Running" : "Pending",
      podIP: sketch.address,
      conditions: [
        { type: "PodScheduled", status: "True" },
        { type: "Ready", status: ready ? "True" : "False" },
      ],
      containerStatuses: [sketch.status === undefined ? running : { name, image, ready: false, restartCount: 0, ...sketch.status }],
      ...sketch.podStatus,
    },
  };
}

export interface ServiceSketch {
  readonly name: string;
  readonly namespace?: string;
  readonly selector?: Labels | null;
  readonly type?: string;
  readonly ports?: readonly Readonly<Record<string, unknown>>[];
  readonly address?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export function service(sketch: ServiceSketch): KubeObject {
  const { name, namespace = "default", type = "ClusterIP", ports = [{ port: 6379, targetPort: 6379, protocol: "TCP" }] } = sketch;
  const selector = sketch.selector === null || sketch.selector === undefined ? {} : { selector: sketch.selector };
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { type, clusterIP: "10.96.0.12", clusterIPs: ["10.96.0.12"], ports, ...selector, sessionAffinity: "None", ...sketch.more },
    status: { loadBalancer: sketch.address === undefined ? {} : { ingress: [{ ip: sketch.address, ipMode: "VIP" }] } },
  };
}

/** What the endpoint controller makes of Services and pods. */
export function slicesFor(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.flatMap((held) => {
    if (held.kind !== "Service") return [];
    const { selector } = held.spec as { selector?: Labels };
    if (selector === undefined) return [];
    const found = objects.filter(
      (other) =>
        other.kind === "Pod" &&
        other.metadata.namespace === held.metadata.namespace &&
        Object.entries(selector).every(([key, value]) => other.metadata.labels?.[key] === value),
    );
    const endpoints = found.map((other) => {
      const status = other.status as { podIP: string; conditions: readonly { type: string; status: string }[] };
      const ready = status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True");
      return { addresses: [status.podIP], conditions: { ready }, targetRef: { kind: "Pod", name: other.metadata.name } };
    });
    const metadata = {
      name: `${held.metadata.name}-x7k2p`,
      namespace: held.metadata.namespace ?? "default",
      labels: { "kubernetes.io/service-name": held.metadata.name, "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io" },
    };
    return [
      {
        apiVersion: "discovery.k8s.io/v1",
        kind: "EndpointSlice",
        metadata,
        addressType: "IPv4",
        endpoints: endpoints.length === 0 ? null : endpoints,
        ports: null,
      },
    ];
  });
}
