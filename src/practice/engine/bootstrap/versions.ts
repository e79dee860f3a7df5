/** What the practice cluster says it is. */
export const KUBERNETES_VERSION = "v1.36.2";
export const COREDNS_IMAGE = "registry.k8s.io/coredns/coredns:v1.14.2";
export const CONTAINER_RUNTIME = "containerd://2.2.1";
