/** The pods that run a cluster, as kubeadm and minikube leave them in kube-system. What they do is done by svclab itself. */
import type { NetworkNode } from "../../network/network.ts";
import type { KubeObject, Pod } from "../../objects.ts";
import type { NewObject, Registry } from "../../registry.ts";
import { controllerReference } from "../owners.ts";
import { createQueue } from "../queue.ts";
import { safeHash } from "../safe-names.ts";
import type { Running, Surroundings } from "../surroundings.ts";
import { keyOf } from "../watching.ts";
import { ensure } from "./ensure.ts";
import { ETCD_IMAGE, KUBE_PROXY_IMAGE, kubeImage, STORAGE_PROVISIONER_IMAGE } from "./versions.ts";

const NAMESPACE = "kube-system";

interface Component {
  readonly name: string;
  readonly image: string;
  readonly requests: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
}

/** Static pods come back when they are deleted, as long as their node is there. */
export function startControlPlane(surroundings: Surroundings, { node, port }: { readonly node: NetworkNode; readonly port: number }): Running {
  const { registry } = surroundings;
  const components = componentsOf(node.address, port);
  ensureKubeProxy(registry);
  ensureStorageProvisioner(registry);
  const ensureAll = (): void => {
    const owner = registry.get<KubeObject>({ resource: "v1/nodes", name: node.name });
    if (owner === undefined || owner.metadata.deletionTimestamp !== undefined) return;
    for (const component of components) ensure<Pod>(registry, "v1/pods", mirrorPod(component, owner), "kubelet");
  };
  ensureAll();
  const queue = createQueue(surroundings, ensureAll);
  const names = new Set(components.map(({ name }) => `${NAMESPACE}/${name}-${node.name}`));
  const stop = registry.watch("v1/pods", ({ type, object }) => {
    if (type === "DELETED" && names.has(keyOf(object))) queue.add("static");
  });
  return {
    stop() {
      stop();
      queue.stop();
    },
  };
}

function componentsOf(address: string, port: number): readonly Component[] {
  return [
    {
      name: "etcd",
      image: ETCD_IMAGE,
      requests: { cpu: "100m", memory: "100Mi" },
      flags: [
        `--advertise-client-urls=https://${address}:2379`,
        "--data-dir=/var/lib/minikube/etcd",
        `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
      ],
    },
    {
      name: "kube-apiserver",
      image: kubeImage("kube-apiserver"),
      requests: { cpu: "250m" },
      flags: [`--advertise-address=${address}`, `--secure-port=${port}`, "--service-cluster-ip-range=10.96.0.0/12", "--etcd-servers=https://127.0.0.1:2379"],
    },
    {
      name: "kube-controller-manager",
      image: kubeImage("kube-controller-manager"),
      requests: { cpu: "200m" },
      flags: [
        "--allocate-node-cidrs=true",
        "--cluster-cidr=10.244.0.0/16",
        "--controllers=*,bootstrapsigner,tokencleaner",
        "--service-cluster-ip-range=10.96.0.0/12",
      ],
    },
    {
      name: "kube-scheduler",
      image: kubeImage("kube-scheduler"),
      requests: { cpu: "100m" },
      flags: ["--kubeconfig=/etc/kubernetes/scheduler.conf", "--leader-elect=false"],
    },
  ];
}

/** How the API shows a pod that the kubelet runs from a file of its node. */
function mirrorPod({ name, image, requests, flags }: Component, node: KubeObject): NewObject<Pod> {
  const hash = Buffer.from(safeHash(`${name} ${node.metadata.uid}`))
    .toString("hex")
    .padEnd(32, "0")
    .slice(0, 32);
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${name}-${node.metadata.name}`,
      namespace: NAMESPACE,
      labels: { component: name, tier: "control-plane" },
      annotations: {
        "kubernetes.io/config.hash": hash,
        "kubernetes.io/config.mirror": hash,
        "kubernetes.io/config.seen": node.metadata.creationTimestamp ?? "",
        "kubernetes.io/config.source": "file",
      },
      ownerReferences: [{ ...controllerReference(node), blockOwnerDeletion: false }],
    },
    spec: {
      nodeName: node.metadata.name,
      hostNetwork: true,
      priorityClassName: "system-node-critical",
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      tolerations: [{ effect: "NoExecute", operator: "Exists" }],
      containers: [{ name, image, imagePullPolicy: "IfNotPresent", command: [name, ...flags], resources: { requests } }],
    },
  };
}

function ensureKubeProxy(registry: Registry): void {
  const metadata = { name: "kube-proxy", namespace: NAMESPACE };
  const labels = { "k8s-app": "kube-proxy" };
  ensure<KubeObject>(registry, "v1/serviceaccounts", { apiVersion: "v1", kind: "ServiceAccount", metadata }, "kubeadm");
  const config = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nclusterCIDR: 10.244.0.0/16\nkind: KubeProxyConfiguration\nmode: ""\n';
  ensure<KubeObject>(
    registry,
    "v1/configmaps",
    { apiVersion: "v1", kind: "ConfigMap", metadata: { ...metadata, labels: { app: "kube-proxy" } }, data: { "config.conf": config } },
    "kubeadm",
  );
  const spec = {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: "kube-proxy",
            image: KUBE_PROXY_IMAGE,
            imagePullPolicy: "IfNotPresent",
            command: ["/usr/local/bin/kube-proxy", "--config=/var/lib/kube-proxy/config.conf"],
          },
        ],
        hostNetwork: true,
        nodeSelector: { "kubernetes.io/os": "linux" },
        priorityClassName: "system-node-critical",
        serviceAccountName: "kube-proxy",
        tolerations: [{ operator: "Exists" }],
      },
    },
  };
  ensure<KubeObject>(registry, "apps/v1/daemonsets", { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { ...metadata, labels }, spec }, "kubeadm");
}

function ensureStorageProvisioner(registry: Registry): void {
  const metadata = { name: "storage-provisioner", namespace: NAMESPACE, labels: { "addonmanager.kubernetes.io/mode": "Reconcile" } };
  ensure<KubeObject>(registry, "v1/serviceaccounts", { apiVersion: "v1", kind: "ServiceAccount", metadata }, "kubectl-client-side-apply");
  ensure<Pod>(
    registry,
    "v1/pods",
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...metadata, labels: { ...metadata.labels, "integration-test": "storage-provisioner" } },
      spec: {
        containers: [{ name: "storage-provisioner", image: STORAGE_PROVISIONER_IMAGE, imagePullPolicy: "IfNotPresent", command: ["/storage-provisioner"] }],
        hostNetwork: true,
        serviceAccountName: "storage-provisioner",
      },
    },
    "kubectl-client-side-apply",
  );
}
