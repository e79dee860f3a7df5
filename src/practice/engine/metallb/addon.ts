import type { Deployment, KubeObject } from "../../objects.ts";
import type { NewObject, Registry, ResourceName } from "../../registry.ts";
import { put } from "../bootstrap/ensure.ts";
import { canonicalJson } from "../equality.ts";

export const METALLB_NAMESPACE = "metallb-system";
export const METALLB_CONFIG = "config";
export const METALLB_CONTROLLER_IMAGE = "quay.io/metallb/controller:v0.9.6";
export const METALLB_SPEAKER_IMAGE = "quay.io/metallb/speaker:v0.9.6";

const MANAGER = "kubectl-client-side-apply";

export interface AddressRange {
  readonly start: string;
  readonly end: string;
}

/** Applies the addon's objects as `minikube addons enable metallb` does; without a range the pool is `-`, and nothing is assigned. */
export function installMetalLb(registry: Registry, range: AddressRange | undefined): void {
  apply<KubeObject>(registry, "v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: METALLB_NAMESPACE, labels: { app: "metallb" } } });
  for (const name of ["controller", "speaker"]) {
    apply<KubeObject>(registry, "v1/serviceaccounts", { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata(name) });
  }
  configureMetalLb(registry, range);
  apply<KubeObject>(registry, "apps/v1/daemonsets", speaker());
  apply<Deployment>(registry, "apps/v1/deployments", controller());
}

/** Writes ConfigMap `config` as `minikube addons configure metallb` does. The namespace must be there. */
export function configureMetalLb(registry: Registry, range: AddressRange | undefined): void {
  const config = `address-pools:\n- name: default\n  protocol: layer2\n  addresses:\n  - ${range?.start ?? ""}-${range?.end ?? ""}\n`;
  apply<KubeObject>(registry, "v1/configmaps", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: METALLB_CONFIG, namespace: METALLB_NAMESPACE },
    data: { config },
  });
}

/** As `kubectl apply` does it: with what was applied in an annotation, so that whoever applies a file of his own later is not warned. */
function apply<T extends KubeObject>(registry: Registry, resource: ResourceName, object: NewObject<T>): void {
  const { annotations, ...metadata } = object.metadata;
  const applied = `${canonicalJson({ ...object, metadata: { ...metadata, annotations: annotations ?? {} } })}\n`;
  const marked = { ...metadata, annotations: { ...annotations, "kubectl.kubernetes.io/last-applied-configuration": applied } };
  put<T>(registry, resource, { ...object, metadata: marked }, MANAGER);
}

/** Deletes the addon; the namespace empties itself. */
export function uninstallMetalLb(registry: Registry): void {
  const owned: readonly (readonly [ResourceName, string])[] = [
    ["apps/v1/deployments", "controller"],
    ["apps/v1/daemonsets", "speaker"],
    ["v1/configmaps", METALLB_CONFIG],
  ];
  for (const [resource, name] of owned) registry.delete({ resource, namespace: METALLB_NAMESPACE, name }, { propagationPolicy: "Background" });
  registry.delete({ resource: "v1/namespaces", name: METALLB_NAMESPACE }, { propagationPolicy: "Background" });
}

function metadata(name: string) {
  return { name, namespace: METALLB_NAMESPACE, labels: { app: "metallb", component: name } };
}

function controller() {
  const labels = { app: "metallb", component: "controller" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadata("controller"),
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { "prometheus.io/port": "7472", "prometheus.io/scrape": "true" } },
        spec: {
          containers: [
            {
              name: "controller",
              image: METALLB_CONTROLLER_IMAGE,
              args: ["--port=7472", "--config=config"],
              ports: [{ name: "monitoring", containerPort: 7472 }],
            },
          ],
          nodeSelector: { "kubernetes.io/os": "linux" },
          serviceAccountName: "controller",
          terminationGracePeriodSeconds: 0,
        },
      },
    },
  };
}

function speaker() {
  const labels = { app: "metallb", component: "speaker" };
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: metadata("speaker"),
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { "prometheus.io/port": "7472", "prometheus.io/scrape": "true" } },
        spec: {
          containers: [{ name: "speaker", image: METALLB_SPEAKER_IMAGE, args: ["--port=7472", "--config=config"] }],
          hostNetwork: true,
          nodeSelector: { "kubernetes.io/os": "linux" },
          serviceAccountName: "speaker",
          terminationGracePeriodSeconds: 2,
          tolerations: [{ effect: "NoSchedule", key: "node-role.kubernetes.io/master" }],
        },
      },
    },
  };
}
