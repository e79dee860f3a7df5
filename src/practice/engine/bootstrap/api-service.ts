import type { EndpointSlice, KubeObject, Service } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import { createQueue } from "../queue.ts";
import type { Running, Surroundings } from "../surroundings.ts";
import { keyOf } from "../watching.ts";
import { put } from "./ensure.ts";

export interface ApiServerPlace {
  readonly address: string;
  readonly port: number;
}

const SKIP_MIRROR = { "endpointslice.kubernetes.io/skip-mirror": "true" };

/** Keeps Service `kubernetes` and where it leads, as the API server itself does: they come back when deleted. */
export function startApiService(surroundings: Surroundings, place: ApiServerPlace): Running {
  const { registry } = surroundings;
  ensureApiService(registry, place);
  const queue = createQueue(surroundings, () => ensureApiService(registry, place));
  const stops = (["v1/services", "v1/endpoints", "discovery.k8s.io/v1/endpointslices"] as const).map((resource) =>
    registry.watch(resource, ({ type, object }) => {
      if (type === "DELETED" && keyOf(object) === "default/kubernetes") queue.add("kubernetes");
    }),
  );
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

function ensureApiService(registry: Registry, { address, port }: ApiServerPlace): void {
  const name = "kubernetes";
  const namespace = "default";
  if (registry.get<Service>({ resource: "v1/services", namespace, name }) === undefined) {
    registry.create<Service>(
      "v1/services",
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name, namespace, labels: { component: "apiserver", provider: "kubernetes" } },
        spec: {
          type: "ClusterIP",
          clusterIP: "10.96.0.1",
          clusterIPs: ["10.96.0.1"],
          ipFamilies: ["IPv4"],
          ipFamilyPolicy: "SingleStack",
          ports: [{ name: "https", protocol: "TCP", port: 443, targetPort: port }],
          sessionAffinity: "None",
        },
      },
      { fieldManager: "kube-apiserver" },
    );
  }
  const ports = [{ name: "https", port, protocol: "TCP" }];
  put<KubeObject>(
    registry,
    "v1/endpoints",
    { apiVersion: "v1", kind: "Endpoints", metadata: { name, namespace, labels: SKIP_MIRROR }, subsets: [{ addresses: [{ ip: address }], ports }] },
    "kube-apiserver",
  );
  put<EndpointSlice>(
    registry,
    "discovery.k8s.io/v1/endpointslices",
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name, namespace, labels: { "kubernetes.io/service-name": name } },
      addressType: "IPv4",
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
      ports,
    },
    "kube-apiserver",
  );
}
