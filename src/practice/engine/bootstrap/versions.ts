/** What the practice cluster says it is. */
export const KUBERNETES_VERSION = "v1.36.2";
export const COREDNS_IMAGE = "registry.k8s.io/coredns/coredns:v1.14.2";
export const ETCD_IMAGE = "registry.k8s.io/etcd:3.6.8-0";
export const STORAGE_PROVISIONER_IMAGE = "gcr.io/k8s-minikube/storage-provisioner:v5";
export const CONTAINER_RUNTIME = "containerd://2.2.1";

export function kubeImage(name: string): string {
  return `registry.k8s.io/${name}:${KUBERNETES_VERSION}`;
}

export const KUBE_PROXY_IMAGE = kubeImage("kube-proxy");
