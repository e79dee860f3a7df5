import { createHash } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import type { NetworkNode } from "../../network/network.ts";
import { apiTime, type KubeObject } from "../../objects.ts";
import type { Surroundings } from "../surroundings.ts";
import { put } from "./ensure.ts";
import { CONTAINER_RUNTIME, KUBERNETES_VERSION } from "./versions.ts";

const LARGEST_POD_COUNT = "110";

/** The Node object, as minikube's kubelet registers it; the first node is the control plane. */
export function registerNode({ registry, clock, events }: Surroundings, node: NetworkNode, index: number): void {
  const isControlPlane = index === 0;
  const podCIDR = `10.244.${index}.0/24`;
  const known = registry.get<KubeObject>({ resource: "v1/nodes", name: node.name });
  const stored = put<KubeObject>(
    registry,
    "v1/nodes",
    {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name: node.name,
        labels: { ...known?.metadata.labels, ...labelsOf(node.name, isControlPlane) },
        annotations: {
          ...known?.metadata.annotations,
          "node.alpha.kubernetes.io/ttl": "0",
          "volumes.kubernetes.io/controller-managed-attach-detach": "true",
        },
      },
      spec: { podCIDR, podCIDRs: [podCIDR], ...(known?.spec as object | undefined) },
    },
    "kubelet",
  );
  const status = statusOf(node, apiTime(clock.now()));
  registry.update<KubeObject>("v1/nodes", { ...stored, status }, { fieldManager: "kubelet", subresource: "status" });
  events.record(stored, { type: "Normal", reason: "Starting", message: "Starting kubelet.", component: "kubelet", host: node.name });
  const message = `Node ${node.name} status is now: NodeReady`;
  events.record(stored, { type: "Normal", reason: "NodeReady", message, component: "kubelet", host: node.name });
}

function labelsOf(name: string, isControlPlane: boolean): Readonly<Record<string, string>> {
  const arch = goArchitecture();
  return {
    "beta.kubernetes.io/arch": arch,
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": arch,
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "minikube.k8s.io/name": name,
    "minikube.k8s.io/primary": String(isControlPlane),
    ...(isControlPlane ? { "node-role.kubernetes.io/control-plane": "", "node.kubernetes.io/exclude-from-external-load-balancers": "" } : {}),
  };
}

function statusOf({ name, address }: NetworkNode, now: string) {
  const memory = `${Math.floor(totalmem() / 1024)}Ki`;
  const capacity = { cpu: String(availableParallelism()), "ephemeral-storage": "1055762868Ki", "hugepages-2Mi": "0", memory, pods: LARGEST_POD_COUNT };
  const condition = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason,
    message,
  });
  return {
    addresses: [
      { type: "InternalIP", address },
      { type: "Hostname", address: name },
    ],
    allocatable: capacity,
    capacity,
    conditions: [
      condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
      condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
      condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
      condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: goArchitecture(),
      bootID: identifier(`${name} boot ${now}`),
      containerRuntimeVersion: CONTAINER_RUNTIME,
      kernelVersion: "6.6.95",
      kubeProxyVersion: "",
      kubeletVersion: KUBERNETES_VERSION,
      machineID: identifier(`${name} machine`).replaceAll("-", ""),
      operatingSystem: "linux",
      osImage: "Debian GNU/Linux 12 (bookworm)",
      systemUUID: identifier(`${name} system`),
    },
  };
}

/** A UUID that is the same for the same thing. */
function identifier(thing: string): string {
  const digits = createHash("sha256").update(thing).digest("hex");
  return [8, 12, 16, 20, 32].map((end, index) => digits.slice([0, 8, 12, 16, 20][index], end)).join("-");
}

function goArchitecture(): string {
  return process.arch === "x64" ? "amd64" : process.arch;
}
