import type { KubeObject } from "../objects.ts";
import { createQueue } from "./queue.ts";
import { CONTROLLER_MANAGER, type Running, type Surroundings } from "./surroundings.ts";
import { follow } from "./watching.ts";

const ROOT_CA = "kube-root-ca.crt";
const ROOT_CA_NOTE =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

/** Every namespace has the ServiceAccount `default` and the ConfigMap `kube-root-ca.crt`; they come back when deleted. */
export function startNamespaceDefaults(surroundings: Surroundings, rootCA: string): Running {
  const { registry } = surroundings;
  const queue = createQueue(surroundings, (name) => {
    const namespace = registry.get<KubeObject>({ resource: "v1/namespaces", name });
    if (namespace === undefined || namespace.metadata.deletionTimestamp !== undefined) return;
    if (registry.get({ resource: "v1/serviceaccounts", namespace: name, name: "default" }) === undefined) {
      registry.create("v1/serviceaccounts", { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } }, CONTROLLER_MANAGER);
    }
    if (registry.get({ resource: "v1/configmaps", namespace: name, name: ROOT_CA }) === undefined) {
      const metadata = { name: ROOT_CA, namespace: name, annotations: { "kubernetes.io/description": ROOT_CA_NOTE } };
      registry.create("v1/configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "ca.crt": rootCA } }, CONTROLLER_MANAGER);
    }
  });
  const stops = [
    follow(registry, "v1/namespaces", ({ type, object }) => {
      if (type === "ADDED") queue.add(object.metadata.name);
    }),
    ...(["v1/serviceaccounts", "v1/configmaps"] as const).map((resource) =>
      registry.watch(resource, ({ type, object }) => {
        if (type === "DELETED") queue.add(object.metadata.namespace ?? "");
      }),
    ),
  ];
  return {
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}
