import type { Deployment, KubeObject, Service } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import { ensure } from "./ensure.ts";
import { COREDNS_IMAGE } from "./versions.ts";

const MANAGER = "kubeadm";
const NAMESPACE = "kube-system";
const LABELS = { "k8s-app": "kube-dns" };

/** The cluster's DNS as kubeadm and minikube set it up: Service kube-dns, Deployment coredns, its ConfigMap and account. */
export function ensureCoreDns(registry: Registry): void {
  ensure<KubeObject>(
    registry,
    "v1/serviceaccounts",
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "coredns", namespace: NAMESPACE } },
    MANAGER,
  );
  const metadata = { name: "coredns", namespace: NAMESPACE };
  ensure<KubeObject>(registry, "v1/configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata, data: { Corefile: COREFILE } }, MANAGER);
  ensure<Service>(registry, "v1/services", kubeDns(), MANAGER);
  ensure<Deployment>(
    registry,
    "apps/v1/deployments",
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { ...metadata, labels: LABELS }, spec: deploymentSpec() },
    MANAGER,
  );
}

function kubeDns() {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: "kube-dns",
      namespace: NAMESPACE,
      labels: { ...LABELS, "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS" },
      annotations: { "prometheus.io/port": "9153", "prometheus.io/scrape": "true" },
    },
    spec: {
      type: "ClusterIP" as const,
      clusterIP: "10.96.0.10",
      clusterIPs: ["10.96.0.10"],
      selector: LABELS,
      ports: [
        { name: "dns", port: 53, protocol: "UDP" as const, targetPort: 53 },
        { name: "dns-tcp", port: 53, protocol: "TCP" as const, targetPort: 53 },
        { name: "metrics", port: 9153, protocol: "TCP" as const, targetPort: 9153 },
      ],
    },
  };
}

function deploymentSpec(): Deployment["spec"] {
  return {
    replicas: 1,
    selector: { matchLabels: LABELS },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          {
            name: "coredns",
            image: COREDNS_IMAGE,
            imagePullPolicy: "IfNotPresent",
            args: ["-conf", "/etc/coredns/Corefile"],
            ports: [
              { name: "dns", containerPort: 53, protocol: "UDP" },
              { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
              { name: "metrics", containerPort: 9153, protocol: "TCP" },
              { name: "liveness-probe", containerPort: 8080, protocol: "TCP" },
              { name: "readiness-probe", containerPort: 8181, protocol: "TCP" },
            ],
            resources: { limits: { memory: "170Mi" }, requests: { cpu: "100m", memory: "70Mi" } },
          },
        ],
        dnsPolicy: "Default",
        nodeSelector: { "kubernetes.io/os": "linux" },
        priorityClassName: "system-cluster-critical",
        serviceAccountName: "coredns",
        tolerations: [
          { key: "CriticalAddonsOnly", operator: "Exists" },
          { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
        ],
      },
    },
  };
}

const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    cache 30
    loop
    reload
    loadbalance
}
`;
