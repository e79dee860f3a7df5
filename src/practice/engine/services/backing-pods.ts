import { clusterAddress } from "../../network/addresses.ts";
import type { Pod, Service, ServicePort } from "../../objects.ts";
import { matchesLabels } from "../labels.ts";
import { isReady, isTerminal, isTerminating } from "../pods.ts";

/** A pod behind a Service, with the Service's ports as this pod numbers them. */
export interface BackingPod {
  readonly pod: Pod;
  readonly address: string;
  readonly ports: readonly ResolvedPort[];
  /** May get traffic. */
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

export interface ResolvedPort {
  /** Of the Service's port; empty when it has none. */
  readonly name: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly appProtocol?: string;
}

/** The pods that a Service selects and that have an address, in the order of their names. */
export function backingPods(service: Service, pods: readonly Pod[]): readonly BackingPod[] {
  const isAlwaysReady = service.spec.publishNotReadyAddresses === true;
  return pods.flatMap((pod) => {
    const podIP = pod.status?.podIP;
    if (!podIP || isTerminal(pod) || !matchesLabels(service.spec.selector, pod.metadata.labels)) return [];
    const serving = isReady(pod);
    const terminating = isTerminating(pod);
    const ports = (service.spec.ports ?? []).flatMap((port) => resolvePort(port, pod));
    return [{ pod, address: clusterAddress(podIP), ports, ready: isAlwaysReady || (serving && !terminating), serving, terminating }];
  });
}

export function isHeadlessService(service: Service): boolean {
  return service.spec.clusterIP === "None";
}

/** Services without a selector are somebody else's to fill; ExternalName ones have no endpoints. */
export function wantsEndpoints(service: Service): boolean {
  return Object.keys(service.spec.selector ?? {}).length > 0 && service.spec.type !== "ExternalName";
}

function resolvePort(servicePort: ServicePort, pod: Pod): readonly ResolvedPort[] {
  const { targetPort = servicePort.port, protocol = "TCP", appProtocol, name = "" } = servicePort;
  const number = typeof targetPort === "number" ? targetPort : namedPort(pod, targetPort, protocol);
  return number === undefined ? [] : [{ name, port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
}

function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name && (port.protocol ?? "TCP") === protocol)?.containerPort;
}
